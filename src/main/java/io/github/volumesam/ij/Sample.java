package io.github.volumesam.ij;

import ij.ImagePlus;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.ZipInputStream;

/**
 * The real volume that comes with the plugin: a part of a brain, MR T1, 1 mm, with
 * six structures labelled by an expert. Its README in the jar says where it comes
 * from and under which licence.
 */
public final class Sample {

	/** Names of the labels 1 to 6 of the truth. */
	public static final List<String> NAMES = List.of("left caudate nucleus", "right caudate nucleus", "left putamen",
		"right putamen", "left thalamus", "right thalamus");

	private static final String FOLDER = "/io/github/volumesam/sample/";

	private Sample() {}

	/** The MR image. */
	public static ImagePlus image() throws IOException {
		return open("mr-brain");
	}

	/** The true labels. */
	public static ImagePlus truth() throws IOException {
		return open("mr-brain-truth");
	}

	private static ImagePlus open(final String name) throws IOException {
		try (InputStream in = Sample.class.getResourceAsStream(FOLDER + name + ".zip")) {
			if (in == null) throw new IOException("The sample " + name + " is missing from the jar.");
			final ZipInputStream zip = new ZipInputStream(in);
			zip.getNextEntry();
			return TiffFiles.openTiff(zip, name + ".tif");
		}
	}
}

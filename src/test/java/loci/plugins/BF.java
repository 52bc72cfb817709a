package loci.plugins;

import ij.IJ;
import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import loci.formats.FormatException;
import loci.formats.ImageReader;
import loci.plugins.in.ImporterOptions;

/** Stands in for the class of Bio-Formats, with the method that is used. */
public final class BF {

	private BF() {}

	public static ImagePlus[] openImagePlus(final ImporterOptions options) throws FormatException, IOException {
		if (!options.staysQuiet()) throw new IllegalStateException("A dialog would open.");
		final ImageReader reader = new ImageReader();
		reader.setId(options.getId());
		final List<ImagePlus> images = new ArrayList<>();
		for (int s = 0; s < reader.getSeriesCount(); s++)
			if (options.isSeriesOn(s)) images.add(image(reader, options.isVirtual(), new File(options.getId()).getName() +
				" - Series " + (s + 1)));
		return images.toArray(new ImagePlus[0]);
	}

	private static ImagePlus image(final ImageReader reader, final boolean virtual, final String title) {
		final int width = reader.getSizeX(), height = reader.getSizeY();
		final int planes = reader.getSizeC() * reader.getSizeZ() * reader.getSizeT();
		final ImagePlus image = virtual ? new ImagePlus(title, new VirtualStack(width, height, planes) {

			@Override
			public ImageProcessor getProcessor(final int n) {
				return new ByteProcessor(width, height);
			}
		}) : IJ.createImage(title, "8-bit black", width, height, planes);
		image.setDimensions(reader.getSizeC(), reader.getSizeZ(), reader.getSizeT());
		return image;
	}
}

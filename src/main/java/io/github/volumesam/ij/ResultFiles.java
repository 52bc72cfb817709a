package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.gui.Roi;

import io.github.volumesam.label.Glasbey;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.SegmentationResult;
import io.github.volumesam.session.SegmentationTables;
import io.github.volumesam.session.SegmentedObject;
import io.github.volumesam.session.SessionRecord;
import io.github.volumesam.volume.Volume;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The six files of a segmentation, named after its image: labels, two tables, outlines, a picture and the session. */
public final class ResultFiles {

	private ResultFiles() {}

	/**
	 * Writes all six, or none.
	 *
	 * @param source the image
	 * @param volume the channel and frame of it that was segmented
	 * @throws IOException if they cannot be written
	 */
	public static void write(final ImagePlus source, final Volume volume, final SegmentationResult result,
		final SessionRecord session, final Outputs outputs) throws IOException
	{
		final String name = name(source);
		final ImagePlus labels = LabelImages.virtual(result.labels(), source);
		LabelImages.setSession(labels, session);
		TiffFiles.save(labels, outputs.add(name + "-labels.tif"));
		Files.writeString(outputs.add(name + "-slices.csv"), SegmentationTables.slices(result));
		Files.writeString(outputs.add(name + "-objects.csv"), SegmentationTables.objects(result));
		final List<Roi> rois = new ArrayList<>();
		for (final SegmentedObject object : result.objects())
			rois.addAll(LabelRois.of(object.visible(), new Color(Glasbey.rgb(object.label())), source, session.image()
				.frame()));
		RoiSets.write(outputs.add(name + "-rois.zip"), rois);
		Preview.write(Preview.of(volume, result.mapping(), result.labels()), outputs.add(name + "-preview.png"));
		Files.writeString(outputs.add(name + "-session.json"), session.toJson());
		outputs.commit();
	}

	/** An image's title, without what file names may not have. */
	public static String name(final ImagePlus image) {
		return ImagePlusVolume.title(image).replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
	}
}

// The two halves of the thalamus in the brain that comes with Volume SAM, each from a box on one slice.
// For Fiji's script editor and, without a screen, fiji --headless --run Segment_Volume.groovy

import ij.IJ
import io.github.volumesam.ij.Sample
import io.github.volumesam.ij.VolumeSegmenter

// Your own image: IJ.getImage(), or IJ.openImage("/path/of/stack.tif").
image = Sample.image()

segmenter = new VolumeSegmenter(image)
segmenter.withCloseable {
	segmenter.set("prompt", "box")
	// Slice, x, y, width, height, label.
	segmenter.addBox(29, 26, 47, 24, 30, 1)
	segmenter.addBox(28, 49, 47, 23, 31, 2)
	found = segmenter.segment()
}

objects = found.objects()
for (row in 0..<objects.size())
	println "object ${row + 1}: ${objects.getValue("Voxels", row)} voxels, ends above: ${objects.getStringValue("UpperEnd", row)}"
println "the model's estimate of the first box's mask: " + found.score(1, 29)

if (IJ.getInstance() != null) {
	found.labels().show()
	objects.show("thalamus")
}
// Labels, tables, outlines, a picture and the session: found.save("/path/of/folder")
found

// Every image of a folder: NAME.tif is segmented from NAME-rois.zip (saved from the ROI Manager), from NAME.roi, or
// from NAME-seeds.tif (painted labels) beside it. What is finished is skipped when the macro runs again.
// A folder to try it on; with your own, write: folder = getDirectory("Where are the images?");
folder = getDirectory("temp") + "volume-sam-example" + File.separator;
File.makeDirectory(folder);
for (i = 1; i <= 2; i++) {
	newImage("cell" + i, "8-bit black", 64, 64, 7);
	setColor(200);
	for (z = 2; z <= 6; z++) {
		setSlice(z);
		fillOval(10 * i, 20, 24, 24);
	}
	saveAs("Tiff", folder + "cell" + i + ".tif");
	roiManager("reset");
	setSlice(4);
	makeRectangle(10 * i, 20, 24, 24);
	roiManager("add");
	roiManager("save", folder + "cell" + i + "-rois.zip");
	close();
}
roiManager("reset");

run("Volume SAM Batch", "folder=[" + folder + "] pattern=*.tif model=embedded");

// The results of each image are in the folder "volume-sam".
open(folder + "volume-sam" + File.separator + "cell1-labels.tif");

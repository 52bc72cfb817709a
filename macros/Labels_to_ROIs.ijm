// A label image, from Volume SAM, Cellpose, StarDist or painted: outlines for the ROI Manager, and a table.
// A label image to try it on; with your own in front, leave these lines out.
newImage("cells", "16-bit black", 64, 64, 5);
run("Properties...", "unit=um pixel_width=0.5 pixel_height=0.5 voxel_depth=2");
for (z = 2; z <= 4; z++) {
	setSlice(z);
	setColor(1);
	fillOval(5, 5, 20, 20);
	setColor(2);
	fillRect(40, 30, 15, 20);
}

roiManager("reset");
run("Volume SAM Labels to ROIs", "labels=cells");
run("Volume SAM Measure Labels", "labels=cells");

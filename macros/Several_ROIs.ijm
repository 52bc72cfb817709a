// Several objects: boxes in the ROI Manager, each on its slice. ROIs of one group are one object,
// and the group is its label, so an object may have boxes on several slices.
// A stack to try it on; with your own image open and ROIs in the ROI Manager, leave these lines out.
newImage("balls", "8-bit black", 96, 48, 9);
setColor(200);
for (z = 2; z <= 8; z++) {
	setSlice(z);
	r = 13 * sqrt(1 - pow((z - 5) / 4, 2));
	fillOval(24 - r, 24 - r, 2 * r, 2 * r);
	r = 11 * sqrt(1 - pow((z - 5) / 4, 2));
	fillOval(70 - r, 22 - r, 2 * r, 2 * r);
}
roiManager("reset");
setSlice(5);
makeRectangle(10, 10, 28, 28);
Roi.setPosition(5);
Roi.setGroup(1);
roiManager("add");
makeRectangle(58, 10, 24, 24);
Roi.setPosition(5);
Roi.setGroup(2);
roiManager("add");
run("Select None");

run("Volume SAM Segment ROIs", "model=embedded prompt=box first=2 last=8");

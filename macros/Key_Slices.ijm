// One object with prompts on several slices: its ROIs have one name, with the slice at its end. Boxes where it
// begins to bend keep Volume SAM on the right way; a point named "... -" says what is not the object.
// A stack to try it on; with your own image open and ROIs in the ROI Manager, leave these lines out.
newImage("tube", "8-bit black", 96, 64, 12);
for (z = 1; z <= 12; z++) {
	setSlice(z);
	setColor(200);
	fillOval(10 + 5 * z, 22, 20, 20);
}
roiManager("reset");
add(2, "tube z2");
add(7, "tube z7");
add(11, "tube z11");
setSlice(7);
makePoint(80, 10);
Roi.setName("tube z7 -");
roiManager("add");
run("Select None");

run("Volume SAM Segment ROIs", "model=embedded prompt=box+mask");

function add(z, name) {
	setSlice(z);
	makeRectangle(10 + 5 * z, 22, 20, 20);
	Roi.setName(name);
	roiManager("add");
}

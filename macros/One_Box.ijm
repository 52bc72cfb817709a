// One object: draw a box around it on one slice; Volume SAM finds it on the others.
// A stack to try it on; with your own image open, leave these lines out.
newImage("ball", "8-bit black", 96, 96, 15);
run("Properties...", "unit=um pixel_width=0.5 pixel_height=0.5 voxel_depth=2");
for (z = 3; z <= 13; z++) {
	setSlice(z);
	r = 24 * sqrt(1 - pow((z - 8) / 6, 2));
	setColor(200);
	fillOval(48 - r, 48 - r, 2 * r, 2 * r);
}

setSlice(8);
makeRectangle(23, 23, 50, 50);
run("Volume SAM Segment ROIs", "model=embedded prompt=box");

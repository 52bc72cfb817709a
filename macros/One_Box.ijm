// One object: draw a box around it on one slice; Volume SAM finds it on the others.
// A stack to try it on; with your own image open, leave these lines out.
newImage("ball", "8-bit black", 96, 96, 9);
run("Properties...", "unit=um pixel_width=0.5 pixel_height=0.5 voxel_depth=2");
for (z = 2; z <= 8; z++) {
	setSlice(z);
	r = 24 * sqrt(1 - pow((z - 5) / 4, 2));
	setColor(200);
	fillOval(48 - r, 48 - r, 2 * r, 2 * r);
}

setSlice(5);
makeRectangle(23, 23, 50, 50);
run("Volume SAM Segment ROIs", "model=embedded prompt=box");

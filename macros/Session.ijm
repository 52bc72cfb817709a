// What a label image was made from, saved as a session and done again: the labels are the same.
// A stack to try it on; with your own image open and a box on a slice, leave these lines out.
newImage("ball", "8-bit black", 96, 96, 9);
setColor(200);
for (z = 2; z <= 8; z++) {
	setSlice(z);
	r = 24 * sqrt(1 - pow((z - 5) / 4, 2));
	fillOval(48 - r, 48 - r, 2 * r, 2 * r);
}
setSlice(5);
makeRectangle(23, 23, 50, 50);

run("Volume SAM Segment ROIs", "model=embedded prompt=box");
session = getDirectory("temp") + "ball-session.json";
run("Volume SAM Save Session", "output=[" + session + "]");

// Another day: the image is open, or lies where it was opened from.
rename("before");
run("Volume SAM Open Session", "session=[" + session + "]");

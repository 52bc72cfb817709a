// A label image from StarDist, Cellpose or Labkit whose outlines are too small: Volume SAM draws them again, and no
// object takes pixels from another. mode=extend follows objects to slices without labels, mode=fill closes gaps.
// An image and labels to try it on; with your own open, leave these lines out and write their titles below.
newImage("nuclei", "8-bit black", 96, 64, 6);
newImage("stardist", "16-bit black", 96, 64, 6);
for (z = 2; z <= 5; z++) {
	selectImage("nuclei");
	setSlice(z);
	setColor(200);
	fillOval(8, 16, 30, 30);
	fillOval(52, 12, 26, 26);
	selectImage("stardist");
	setSlice(z);
	setColor(1);
	fillOval(10, 18, 26, 26);
	setColor(2);
	fillOval(54, 14, 22, 22);
}

run("Volume SAM Refine Labels", "image=nuclei labels=stardist mode=refine model=embedded");
run("Volume SAM Measure Labels", "labels=stardist-refined image=nuclei");

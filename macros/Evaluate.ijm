// How well a label image agrees with the truth: Dice, IoU, surface Dice, Hausdorff distance and wrong end slices.
// Two label images to try it on; with your own open, leave these lines out.
newImage("truth", "16-bit black", 64, 64, 6);
setColor(1);
for (z = 2; z <= 5; z++) {
	setSlice(z);
	fillRect(10, 10, 20, 20);
}
newImage("found", "16-bit black", 64, 64, 6);
setColor(1);
for (z = 2; z <= 4; z++) {
	setSlice(z);
	fillRect(10, 10, 20, 20);
}

run("Volume SAM Evaluate", "labels=found truth=truth");

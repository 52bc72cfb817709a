// Many objects in a loop, each from one box, with the functions that Volume SAM adds to macros, and how sure the model
// is of each. All functions: src/docs/macro-functions.md.
// A stack to try it on; with your own image open, leave these lines out.
newImage("pearls", "8-bit black", 128, 48, 9);
setColor(200);
for (z = 2; z <= 8; z++) {
	setSlice(z);
	r = 12 * sqrt(1 - pow((z - 5) / 4, 2));
	for (i = 0; i < 3; i++) fillOval(24 + 40 * i - r, 24 - r, 2 * r, 2 * r);
}

run("Volume SAM Macro Extensions");
for (i = 0; i < 3; i++) Ext.vsamAddBox(5, 11 + 40 * i, 11, 26, 26, i + 1);
Ext.vsamPropagate("pearls-labels");

for (i = 1; i <= 3; i++) {
	lowest = 1;
	for (z = 1; z <= nSlices; z++) {
		score = parseFloat(Ext.vsamScore(i, z));
		if (!isNaN(score)) lowest = minOf(lowest, score);
	}
	print("pearl " + i + ": lowest score " + d2s(lowest, 2));
}

// Runs a macro in ImageJ and keeps what it leaves open, in a folder: images as TIFF, tables as CSV, and the ROIs of the
// ROI Manager. Argument: MACRO|FOLDER/
arguments = split(getArgument(), "|");
folder = arguments[1];
runMacro(arguments[0]);

while (nImages > 0) {
	title = replace(getTitle(), ".tif", "");
	// A TIFF does not keep which slice is shown, on which a selection counts.
	if (selectionType() >= 0) Roi.setPosition(getSliceNumber());
	saveAs("Tiff", folder + title + ".tif");
	close();
}
windows = getList("window.titles");
for (i = 0; i < windows.length; i++) {
	selectWindow(windows[i]);
	if (getInfo("window.type") == "ResultsTable") saveAs("Results", folder + windows[i] + ".csv");
}
// ImageJ complains in a dialog about an empty list, and waits.
if (isOpen("ROI Manager") && roiManager("count") > 0) roiManager("save", folder + "RoiSet.zip");
File.saveString("done", folder + "done.txt");
run("Quit");

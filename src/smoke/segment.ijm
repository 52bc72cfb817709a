// Opens an image, draws the box of the README's example, and segments. Argument: IMAGE|LABELS.tif
arguments = split(getArgument(), "|");
open(arguments[0]);
setSlice(28);
makeRectangle(20, 22, 25, 36);
run("Volume SAM Segment ROIs", "model=embedded output=[" + arguments[1] + "]");

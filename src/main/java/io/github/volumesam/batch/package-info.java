/**
 * A folder of images, segmented one after the other from prompts that are found by
 * name: the one job that the command for Fiji and the command line share.
 * <p>
 * <b>Which prompts.</b> For an image {@code NAME.tif}, the first of these beside it:
 * {@code NAME-rois.zip}, {@code NAME_rois.zip}, {@code RoiSet_NAME.zip}, {@code
 * NAME.zip}, {@code NAME.roi} (ROIs as the ROI Manager saves them), {@code
 * NAME-seeds.tif}, {@code NAME-labels.tif} (painted labels; each labelled slice is a
 * key slice).
 * <p>
 * <b>What is written.</b> For each image the six files of {@link
 * io.github.volumesam.ij.SegmentJob}, in the folder for results, in subfolders of the
 * same names; and one table over all images. An image whose files are there is
 * skipped, so a batch that was stopped goes on where it stopped.
 */
package io.github.volumesam.batch;

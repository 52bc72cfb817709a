/**
 * ImageJ's side of Volume SAM: images, label images, regions of interest and
 * files. Everything here works without a screen unless it says otherwise; slices,
 * channels and frames are counted from 1, as ImageJ does.
 */
package io.github.volumesam.ij;

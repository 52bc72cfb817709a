package io.github.volumesam.propagate;

/**
 * What an object was like on its key slice.
 *
 * @param area pixels of the key slice's mask
 * @param predictedIou the model's estimate for it
 * @param appearance its intensities
 */
record Anchor(int area, double predictedIou, Appearance appearance) {}

package io.github.volumesam.propagate;

/**
 * What an object was like on its key slice.
 *
 * @param predictedIou the model's estimate for it
 * @param appearance its intensities
 */
record Anchor(double predictedIou, Appearance appearance) {}

package io.github.volumesam.prompt;

/**
 * A click on a slice. Coordinates are in slice pixels, the centre of pixel (i, j)
 * being (i + 0.5, j + 0.5).
 *
 * @param x horizontal position
 * @param y vertical position
 * @param positive whether the point lies on the object (otherwise off it)
 */
public record Point(double x, double y, boolean positive) {}

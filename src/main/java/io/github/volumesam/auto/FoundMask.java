package io.github.volumesam.auto;

import io.github.volumesam.prompt.Mask;

/**
 * Something that a model has found on a slice.
 *
 * @param mask its pixels; never empty
 * @param predictedIou the model's estimate of the mask's IoU
 * @param stability see {@link io.github.volumesam.onnx.LogitMap#stability()}
 */
record FoundMask(Mask mask, double predictedIou, double stability) {}

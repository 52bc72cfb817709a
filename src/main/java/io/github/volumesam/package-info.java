/**
 * Volume SAM: the Segment Anything Model for 3D volumes.
 * <p>
 * The engine is {@code volume}, {@code prompt}, {@code model}, {@code onnx},
 * {@code install}, {@code propagate}, {@code auto}, {@code label}, {@code evaluate},
 * {@code study} and {@code session}; it knows nothing of ImageJ. {@code ij}, {@code cli} and
 * {@code command} are the doors. Slices are counted from 0 in the engine and from 1 at the doors.
 */
package io.github.volumesam;

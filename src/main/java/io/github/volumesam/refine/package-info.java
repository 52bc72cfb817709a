/**
 * A label image from another tool, or painted by hand, made better with a model: its
 * masks are redrawn, objects are extended to slices where they have no label, or
 * gaps are filled. Labels keep their ids, and no object takes voxels from another.
 */
package io.github.volumesam.refine;

/**
 * What can be found without being pointed at: a model asked at points all over a
 * slice, and what its answers together say of the image.
 */
package io.github.volumesam.auto;

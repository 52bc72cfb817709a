/**
 * One segmentation from beginning to end: the call that every door makes, its
 * tables, and its record as JSON, from which it can be done again.
 */
package io.github.volumesam.session;

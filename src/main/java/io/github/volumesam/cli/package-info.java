/**
 * The command line: {@code volume-sam segment}, {@code evaluate}, {@code study},
 * {@code info}, {@code models} and {@code demo}. Results go to the standard output, everything else to the standard
 * error; slices are counted from 1.
 */
package io.github.volumesam.cli;

/**
 * Which way of prompting works best here? A volume whose truth is known is segmented
 * from every kind of prompt that a user could give, and the results are compared
 * with the truth.
 */
package io.github.volumesam.study;

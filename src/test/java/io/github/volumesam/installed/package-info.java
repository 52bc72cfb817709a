/**
 * Tests of what users have on their disks: the packed jar in a real ImageJ, each in
 * a Java process of its own, with and without a screen. Tests whose names end in
 * {@code IT} run after {@code mvn package}.
 */
package io.github.volumesam.installed;

/**
 * The figures that the README shows, for anybody to measure again:
 *
 * <pre>
 * mvn -q -Pbench                  all of them
 * mvn -q -Pbench -Dbench=NAMES    some: encode, decode, embedded, pass, heap, resident,
 *                                 quality, click (comma-separated)
 * </pre>
 *
 * The benchmark click drags boxes in ImageJ's window; on a server, put xvfb-run before
 * mvn.
 * <p>
 * Every ratio compares two things that are run in turn in one process, so that what
 * else the computer does hits both. The SAM-size networks are stand-ins of the real
 * ones' architecture and cost (models/fixtures), so nothing has to be downloaded.
 */
package io.github.volumesam.bench;

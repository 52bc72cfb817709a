/**
 * Getting models into the model folder: download, adding files, bundles for
 * computers without a network, and what is there. Nothing gets its final name
 * before its SHA-256 is right, and several processes may do this at once.
 */
package io.github.volumesam.install;

/** Arbitrary bytes for the parsers: fuzz targets, the inputs they start from, and a short run of random changes. */
@NullMarked
package dev.sonde.debuginfo.fuzz;

import org.jspecify.annotations.NullMarked;

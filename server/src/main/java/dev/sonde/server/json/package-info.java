/** JSON, as front ends write it. Knows nothing else of Sonde. */
@NullMarked
package dev.sonde.server.json;

import org.jspecify.annotations.NullMarked;

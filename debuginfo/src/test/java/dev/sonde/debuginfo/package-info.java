/** What the tests of this module share. */
@NullMarked
package dev.sonde.debuginfo;

import org.jspecify.annotations.NullMarked;

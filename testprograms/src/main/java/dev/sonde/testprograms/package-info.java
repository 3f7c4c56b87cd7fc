@NullMarked
package dev.sonde.testprograms;

import org.jspecify.annotations.NullMarked;

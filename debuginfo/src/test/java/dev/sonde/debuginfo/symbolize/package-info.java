@NullMarked
package dev.sonde.debuginfo.symbolize;

import org.jspecify.annotations.NullMarked;

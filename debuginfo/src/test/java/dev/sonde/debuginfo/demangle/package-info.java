/** Tests of the demanglers, most of them against c++filt. */
@NullMarked
package dev.sonde.debuginfo.demangle;

import org.jspecify.annotations.NullMarked;

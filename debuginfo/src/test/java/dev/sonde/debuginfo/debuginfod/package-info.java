/** Tests of the debuginfod client against a server on the loopback interface. */
@NullMarked
package dev.sonde.debuginfo.debuginfod;

import org.jspecify.annotations.NullMarked;

/**
 * The calling convention applied to values: how arguments get to a function of the program, and how its result gets back.
 *
 * <p>Knows registers and memory of a stopped thread, not how it is made to run: {@link
 * dev.sonde.engine.target.ProgramCalls} does that.
 *
 * <p>Source: System V psABI for AMD64 sections 3.2.2 and 3.2.3; Itanium C++ ABI section 3.1.
 */
@NullMarked
package dev.sonde.engine.call;

import org.jspecify.annotations.NullMarked;

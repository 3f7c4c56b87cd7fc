/**
 * Variables: what names mean at a frame, where their values are, and what these are.
 *
 * <p>{@link dev.sonde.engine.variable.Variables} is the way in: it gives the {@link
 * dev.sonde.engine.variable.FrameVariables} of a frame and the names of a whole program. What is found out about a function
 * is kept, so that the arguments of the next frame of it cost a read of memory and nothing more.
 *
 * {@snippet :
 * FrameVariables here = variables.of(frame);
 * for (Variable argument : here.arguments()) {
 *     System.out.println(argument.name() + " = " + formatter.variable(here.value(argument)));
 * }
 * }
 */
@NullMarked
package dev.sonde.engine.variable;

import org.jspecify.annotations.NullMarked;

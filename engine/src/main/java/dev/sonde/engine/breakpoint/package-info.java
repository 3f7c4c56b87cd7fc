/**
 * What a user asks to be stopped at: breakpoints, watchpoints and catchpoints.
 *
 * <p>A {@link dev.sonde.engine.breakpoint.CodeBreakpoint} is the request; it has a {@link
 * dev.sonde.engine.breakpoint.BreakpointLocation} for each address that it means, and each of these shares a {@link
 * dev.sonde.engine.breakpoint.BreakpointSite}, the planted instruction, with whoever else means the address. Whether a
 * hit stops is decided by the site's owners on the thread that drives the process.
 *
 * <p>Knows symbols and the backend interface; not a backend, a frame or a front end.
 */
@NullMarked
package dev.sonde.engine.breakpoint;

import org.jspecify.annotations.NullMarked;

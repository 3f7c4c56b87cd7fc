/**
 * What can go wrong, as exceptions that say what was asked and what is wrong.
 *
 * <p>All are unchecked and extend {@link dev.sonde.engine.error.DebugException}, whose message is a sentence fit for a
 * user. They are caught in few places: a command loop, a protocol dispatcher. That a process ends is an event and never
 * one of these.
 */
@NullMarked
package dev.sonde.engine.error;

import org.jspecify.annotations.NullMarked;

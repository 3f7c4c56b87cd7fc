/**
 * Linux as the engine sees it: system calls and ptrace through the Foreign Function &amp; Memory API, wait statuses,
 * {@code /proc}, terminals and the launching of programs.
 *
 * <p>Not exported. Knows nothing of debuggers: no breakpoint, no stop event, no policy. System calls return the
 * kernel's convention, a negative errno on failure, because many failures are ordinary answers here ({@code ESRCH} says
 * that a thread has just died); {@link dev.sonde.engine.linux.SystemCall#check} turns the others into exceptions:
 *
 * {@snippet :
 * long fd = SystemCall.check("pidfd_open", SystemCall.call(SystemCall.PIDFD_OPEN, pid, 0));
 * }
 */
@NullMarked
package dev.sonde.engine.linux;

import org.jspecify.annotations.NullMarked;

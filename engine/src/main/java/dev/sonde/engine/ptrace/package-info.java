/**
 * The backend for processes on this machine, driven by ptrace(2).
 *
 * <p>One {@link dev.sonde.engine.ptrace.Tracer} thread makes every ptrace and wait call; other threads hand it work.
 * {@link dev.sonde.engine.ptrace.RunControl} turns wait statuses into stop events and keeps the promises of
 * process-wide stops: what it must know of one thread is in {@link dev.sonde.engine.ptrace.Tracee}, of planted bytes in
 * {@link dev.sonde.engine.ptrace.SoftwareSites}, of debug registers in {@link dev.sonde.engine.ptrace.DebugSlots}.
 *
 * <p>Must not know symbols, breakpoints of a user, or another backend. Its only entrance is {@link
 * dev.sonde.engine.ptrace.PtraceBackend}:
 *
 * {@snippet :
 * try (Inferior inferior = PtraceBackend.launch(LaunchOptions.of("/bin/ls"))) {
 *     inferior.resume(Resumption.continueAll());
 *     System.out.println(inferior.waitForStop());
 * }
 * }
 */
@NullMarked
package dev.sonde.engine.ptrace;

import org.jspecify.annotations.NullMarked;

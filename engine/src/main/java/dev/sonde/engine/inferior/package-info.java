/**
 * The backend interface: what the rest of the engine knows of a process under control, whether ptrace, a core file or a
 * remote stub stands behind it.
 *
 * <p>Nothing here may know a backend, a symbol or a user's breakpoint. The whole of a debugger's main loop is
 *
 * {@snippet :
 * inferior.plant(new StopPoint.Execute(address, false), thread -> true);
 * inferior.resume(Resumption.continueAll());
 * switch (inferior.waitForStop()) {
 *     case StopEvent.Stopped(var stops) -> System.out.println(stops);
 *     case StopEvent.Exited(int code) -> System.out.println("exited with " + code);
 *     case StopEvent.Killed(int signal, boolean core) -> System.out.println("killed by " + signal);
 * }
 * }
 */
@NullMarked
package dev.sonde.engine.inferior;

import org.jspecify.annotations.NullMarked;

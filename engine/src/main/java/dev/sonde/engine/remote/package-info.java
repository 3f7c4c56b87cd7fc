/**
 * The backend for processes that a stub of the GDB remote serial protocol controls: gdbserver, lldb-server, QEMU, rr,
 * valgrind.
 *
 * <p>A {@link dev.sonde.engine.remote.RemoteSession} is a connection, which may outlive the processes debugged through it.
 * One thread, that of {@link dev.sonde.engine.remote.RemoteLink}, speaks to the stub; a stub that is silent or talks
 * nonsense costs the connection, never more. Nothing here may know ptrace or a symbol.
 *
 * <p>Source: "Debugging with GDB", appendix E, "GDB Remote Serial Protocol".
 */
@NullMarked
package dev.sonde.engine.remote;

import org.jspecify.annotations.NullMarked;

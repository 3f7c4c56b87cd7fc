/**
 * A stub of the GDB remote serial protocol in gdbserver's place: gdb and lldb connect to it and debug the processes that it
 * controls.
 *
 * <p>{@link dev.sonde.server.gdbserver.GdbServer} is the program; a {@code Session} is one debugger's connection, whose
 * packets a {@code PacketTable} hands to the {@code ...Packets} class of their topic. {@code Execution} lets the processes
 * run and tells what stopped them. Nothing here may know symbols, source or expressions: those are the debugger's.
 *
 * <p>Source: "Debugging with GDB", appendix E; lldb's "GDB remote protocol extensions".
 */
@NullMarked
package dev.sonde.server.gdbserver;

import org.jspecify.annotations.NullMarked;

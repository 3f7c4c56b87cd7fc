/**
 * The GDB remote serial protocol, for both of its ends: frames and their acknowledgement, the notations inside packets,
 * thread ids, and the registers in the order in which the protocol has them.
 *
 * <p>Nothing here may know what packets mean, a process, or a socket: a {@link dev.sonde.engine.rsp.PacketConnection} is
 * made of two streams. One end of a conversation is
 *
 * {@snippet :
 * var connection = new PacketConnection(in, out, End.CLIENT, PacketConnection.DEFAULT_LIMIT);
 * connection.send(new PacketBuilder().text("m").number(address).text(",").number(length).toBytes());
 * if (connection.receive() instanceof Incoming.Packet(byte[] reply)) {
 *     byte[] memory = new PacketCursor(reply).hexBytes();
 * }
 * }
 *
 * <p>Source: "Debugging with GDB", appendix E, "GDB Remote Serial Protocol".
 */
@NullMarked
package dev.sonde.engine.rsp;

import org.jspecify.annotations.NullMarked;

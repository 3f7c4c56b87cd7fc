package dev.sonde.server.gdbserver;

import dev.sonde.engine.rsp.PacketCursor;

/** Carries out one kind of request. */
@FunctionalInterface
interface PacketHandler {
    /**
     * Carries it out.
     *
     * @param packet behind the name of the request
     * @throws dev.sonde.engine.error.DebugException if it is malformed or cannot be carried out, which is answered by an
     *     error
     */
    Reply handle(PacketCursor packet);
}

package dev.sonde.server.gdbserver.agent;

import dev.sonde.engine.error.DebugException;

/** An agent expression that means nothing, or cannot be evaluated where a thread is. */
public final class AgentException extends DebugException {
    private static final long serialVersionUID = 1L;

    AgentException(String message) {
        super(message);
    }
}

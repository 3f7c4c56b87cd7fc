package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.rsp.PacketCursor;

/** The replies that all requests have in common. */
final class StubReply {
    private StubReply() {}

    /** Whether it was done. */
    static boolean isOk(byte[] reply) {
        return reply.length == 2 && reply[0] == 'O' && reply[1] == 'K';
    }

    /** Whether the stub does not know the request. */
    static boolean isUnknown(byte[] reply) {
        return reply.length == 0;
    }

    /** {@code E NN}, or {@code E.TEXT}. */
    static boolean isError(byte[] reply) {
        return isErrorNumber(reply) || (reply.length >= 2 && reply[0] == 'E' && reply[1] == '.');
    }

    private static boolean isErrorNumber(byte[] reply) {
        // lldb-server may put a text behind the number.
        return reply.length >= 3
                && reply[0] == 'E'
                && Character.digit(reply[1], 16) >= 0
                && Character.digit(reply[2], 16) >= 0
                && (reply.length == 3 || reply[3] == ';');
    }

    /**
     * Throws unless it was done.
     *
     * @param what could not be done, as the beginning of a sentence
     */
    static void requireOk(byte[] reply, String what) {
        if (!isOk(reply)) {
            throw failure(reply, what);
        }
    }

    /** The exception for a request that was not carried out. */
    static DebugException failure(byte[] reply, String what) {
        return new DebugException(what + ": " + reason(reply));
    }

    /** As {@link #failure}, for what a mere number of the stub's says nothing more about. */
    static DebugException refusal(byte[] reply, String what) {
        return isErrorNumber(reply) && reply.length == 3 ? new DebugException(what) : failure(reply, what);
    }

    private static String reason(byte[] reply) {
        String text = RemoteLink.text(reply);
        if (isUnknown(reply)) {
            return "the remote stub does not support it";
        }
        if (text.startsWith("E.")) {
            return text.substring(2);
        }
        if (isErrorNumber(reply) && text.length() > 4) {
            return new PacketCursor(text.substring(4)).hexText();
        }
        return isError(reply) ? "remote failure reply '" + text + "'" : "unexpected reply from target: '" + text + "'";
    }
}

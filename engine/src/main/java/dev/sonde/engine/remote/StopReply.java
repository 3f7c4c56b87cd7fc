package dev.sonde.engine.remote;

import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.rsp.PacketText;
import dev.sonde.engine.rsp.ProtocolException;
import dev.sonde.engine.rsp.ThreadId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a resumption has ended, as the stub says it; signals have the stub's numbers.
 *
 * <p>Source: "Debugging with GDB", appendix E.3, "Stop Reply Packets".
 */
sealed interface StopReply {
    /**
     * A thread has stopped, and every other with it.
     *
     * @param details what comes with it by its name, such as {@code swbreak} or {@code watch}
     * @param registers those that are said with the stop, by number
     */
    record Stopped(int signal, Optional<ThreadId> thread, Map<String, String> details, Map<Integer, byte[]> registers)
            implements StopReply {}

    /** A process has ended by itself. */
    record Exited(int code, Optional<Long> pid) implements StopReply {}

    /** A process was ended by a signal. */
    record Killed(int signal, Optional<Long> pid) implements StopReply {}

    /** A thread has ended. */
    record ThreadExited(ThreadId thread) implements StopReply {}

    /** No thread is left of those that were resumed. */
    record NoResumed() implements StopReply {}

    /** Text of the program; it runs on. */
    record Output(String text) implements StopReply {}

    /** The program asks the debugger's system for something, and waits. */
    record FileRequest(String call) implements StopReply {}

    /**
     * What a packet says.
     *
     * @throws ProtocolException if it is none of these
     */
    static StopReply parse(byte[] packet) {
        PacketCursor cursor = new PacketCursor(packet);
        if (cursor.atEnd()) {
            throw unknown(packet);
        }
        return switch (cursor.next()) {
            case 'S' -> new Stopped(signal(cursor), Optional.empty(), Map.of(), Map.of());
            case 'T' -> stopped(cursor);
            case 'W' -> new Exited((int) cursor.number() & 0xff, process(cursor));
            case 'X' -> new Killed(cursor.number(0xff), process(cursor));
            case 'w' -> {
                cursor.number();
                cursor.expect(";");
                yield new ThreadExited(cursor.thread());
            }
            case 'N' -> new NoResumed();
            case 'O' -> new Output(cursor.hexText());
            case 'F' -> new FileRequest(cursor.rest());
            default -> throw unknown(packet);
        };
    }

    private static ProtocolException unknown(byte[] packet) {
        return new ProtocolException("Invalid remote reply: " + PacketText.of(packet));
    }

    private static int signal(PacketCursor cursor) {
        byte[] digits = cursor.hexBytes(1);
        return digits[0] & 0xff;
    }

    private static Stopped stopped(PacketCursor cursor) {
        int signal = signal(cursor);
        Optional<ThreadId> thread = Optional.empty();
        Map<String, String> details = new LinkedHashMap<>();
        Map<Integer, byte[]> registers = new HashMap<>();
        while (!cursor.atEnd()) {
            String name = cursor.until(':');
            String value = cursor.until(';');
            if (name.equals("thread")) {
                thread = Optional.of(new PacketCursor(value).thread());
            } else if (isNumber(name)) {
                // A register that has no value is said to be xx.
                if (!value.startsWith("x")) {
                    registers.put(Integer.parseInt(name, 16), new PacketCursor(value).hexBytes());
                }
            } else {
                details.put(name, value);
            }
        }
        return new Stopped(signal, thread, details, registers);
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.length() <= 4 && name.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    private static Optional<Long> process(PacketCursor cursor) {
        return cursor.accept(";process:") ? Optional.of(cursor.number()) : Optional.empty();
    }
}

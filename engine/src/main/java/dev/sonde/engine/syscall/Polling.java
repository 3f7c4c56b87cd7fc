package dev.sonde.engine.syscall;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What poll(2) and select(2) wait for, and the note on their result that says what came. */
final class Polling {
    private static final int POLLFD_SIZE = 8;
    /** FD_SETSIZE of the C library: the kernel allows more, but nobody can read that. */
    private static final int MOST_DESCRIPTORS = 1024;

    private Polling() {}

    /** {@code struct pollfd} before the call. */
    static final class Descriptor implements ElementFormat {
        @Override
        public int size() {
            return POLLFD_SIZE;
        }

        @Override
        public String format(Call call, byte[] bytes, int offset) {
            return "{fd=" + TracedMemory.int32(bytes, offset) + ", events="
                    + Scalars.constant("pollevents", TracedMemory.uint16(bytes, offset + 4)) + "}";
        }
    }

    /** The members of an {@code fd_set} below {@code count}. */
    static @Nullable String descriptorSet(Call call, long address, long count) {
        List<Integer> members = members(call, address, count);
        if (members == null) {
            return null;
        }
        var text = new StringJoiner(" ", "[", "]");
        members.forEach(member -> text.add(member.toString()));
        return text.toString();
    }

    private static @Nullable List<Integer> members(Call call, long address, long count) {
        if (count < 0 || count > MOST_DESCRIPTORS) {
            return null;
        }
        byte[] bits = call.memory().bytes(address, (int) ((count + 63) / 64 * 8));
        if (bits == null) {
            return null;
        }
        var members = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            if (((bits[i >>> 3] >>> (i & 7)) & 1) != 0) {
                members.add(i);
            }
        }
        return members;
    }

    /** The note on the result of the call {@code name}, without its parentheses; empty if it has none. */
    static String note(String name, Call call) {
        if (!call.succeeded()) {
            return "";
        }
        boolean timed = call.result() == 0;
        return switch (name) {
            case "poll" -> timed ? "Timeout" : ready(call);
            case "ppoll" -> timed ? "Timeout" : ready(call) + left(call, "timespec", 2);
            case "select" -> timed ? "Timeout" : selected(call) + left(call, "timeval", 4);
            case "pselect6" -> timed ? "Timeout" : selected(call) + left(call, "timespec", 4);
            default -> "";
        };
    }

    private static String ready(Call call) {
        long count = Math.clamp(call.argument(1), 0, MOST_DESCRIPTORS);
        byte[] bytes = call.memory().upTo(call.argument(0), (int) count * POLLFD_SIZE);
        var text = new StringJoiner(", ", "[", "]");
        int shown = 0;
        for (int at = 0; at + POLLFD_SIZE <= bytes.length; at += POLLFD_SIZE) {
            int events = TracedMemory.uint16(bytes, at + 6);
            if (events != 0 && shown++ < Quoted.LIMIT) {
                text.add("{fd=" + TracedMemory.int32(bytes, at) + ", revents=" + Scalars.constant("pollevents", events)
                        + "}");
            }
        }
        return (shown > Quoted.LIMIT ? text.add("...") : text).toString();
    }

    private static String selected(Call call) {
        String[] names = {"in ", "out ", "except "};
        var text = new StringJoiner(", ");
        int count = (int) call.argument(0);
        for (int i = 0; i < names.length; i++) {
            long address = call.argument(i + 1);
            String set = address == 0 ? null : descriptorSet(call, address, count);
            if (set != null && !set.equals("[]")) {
                text.add(names[i] + set);
            }
        }
        return text.toString();
    }

    private static String left(Call call, String type, int index) {
        long address = call.argument(index);
        return address == 0 ? "" : ", left " + Arguments.pointed(call, ParameterType.parse(type + "*"), address);
    }
}

package dev.sonde.engine.syscall;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** clone(2) and clone3: which arguments count depends on the flags, and strace shows the old one by name. */
final class Clone {
    private static final long CLONE_PIDFD = 0x1000;
    private static final long CLONE_SETTLS = 0x80000;
    private static final long CLONE_PARENT_SETTID = 0x100000;
    private static final long CLONE_CHILD_CLEARTID = 0x200000;
    private static final long CLONE_CHILD_SETTID = 0x1000000;
    private static final long CLONE_INTO_CGROUP = 0x200000000L;
    private static final int SIGNAL = 0xff;
    /** CLONE_ARGS_SIZE_VER0, VER1 and VER2. */
    private static final int FIRST_SIZE = 64;

    private static final int LAST_SIZE = 88;

    private Clone() {}

    /** The arguments of the old call. */
    static List<String> texts(Call call) {
        long flags = call.argument(0);
        var texts = new ArrayList<String>();
        texts.add("child_stack=" + Scalars.pointer(call.argument(1)));
        texts.add("flags=" + flags(flags));
        if ((flags & (CLONE_PARENT_SETTID | CLONE_PIDFD)) != 0) {
            String name = (flags & CLONE_PARENT_SETTID) != 0 ? "parent_tid=" : "pidfd=";
            Integer id = call.succeeded() ? call.memory().int32(call.argument(2)) : null;
            texts.add(name + (id == null ? Scalars.pointer(call.argument(2)) : "[" + id + "]"));
        }
        if ((flags & CLONE_SETTLS) != 0) {
            texts.add("tls=" + Scalars.pointer(call.argument(4)));
        }
        if ((flags & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)) != 0) {
            texts.add("child_tidptr=" + Scalars.pointer(call.argument(3)));
        }
        return texts;
    }

    private static String flags(long value) {
        long flags = value & 0xffff_ff00L;
        int signal = (int) value & SIGNAL;
        if (flags == 0) {
            return signal == 0 ? "0" : Scalars.signalName(signal);
        }
        return Scalars.constant("cloneflags", flags) + (signal == 0 ? "" : "|" + Scalars.signalName(signal));
    }

    /** {@code struct clone_args} of {@code size} bytes. */
    static @Nullable String arguments(Call call, long address, long size) {
        byte[] bytes = size < FIRST_SIZE ? null : call.memory().bytes(address, (int) Math.min(size, LAST_SIZE));
        if (bytes == null) {
            return null;
        }
        long flags = TracedMemory.int64(bytes, 0);
        var text = new StringBuilder("{flags=").append(Scalars.constant("cloneflags", flags));
        pointer(text, "pidfd", (flags & CLONE_PIDFD) != 0, bytes, 8);
        pointer(text, "child_tid", (flags & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)) != 0, bytes, 16);
        pointer(text, "parent_tid", (flags & CLONE_PARENT_SETTID) != 0, bytes, 24);
        text.append(", exit_signal=").append(Scalars.signalName((int) TracedMemory.int64(bytes, 32)));
        pointer(text, "stack", true, bytes, 40);
        text.append(", stack_size=").append(Scalars.hex(TracedMemory.int64(bytes, 48)));
        pointer(text, "tls", (flags & CLONE_SETTLS) != 0, bytes, 56);
        if (bytes.length >= 80 && TracedMemory.int64(bytes, 72) != 0) {
            pointer(text, "set_tid", true, bytes, 64);
            text.append(", set_tid_size=").append(TracedMemory.int64(bytes, 72));
        }
        if (bytes.length >= LAST_SIZE && (flags & CLONE_INTO_CGROUP) != 0) {
            text.append(", cgroup=").append(TracedMemory.int64(bytes, 80));
        }
        return text.append(filled(call, flags, bytes)).append('}').toString();
    }

    private static void pointer(StringBuilder text, String name, boolean used, byte[] bytes, int offset) {
        if (used) {
            text.append(", ").append(name).append('=').append(Scalars.pointer(TracedMemory.int64(bytes, offset)));
        }
    }

    private static String filled(Call call, long flags, byte[] bytes) {
        if (!call.succeeded()) {
            return "";
        }
        var texts = new ArrayList<String>();
        fill(call, texts, "pidfd", (flags & CLONE_PIDFD) != 0, TracedMemory.int64(bytes, 8));
        fill(call, texts, "parent_tid", (flags & CLONE_PARENT_SETTID) != 0, TracedMemory.int64(bytes, 24));
        return texts.isEmpty() ? "" : "} => {" + String.join(", ", texts);
    }

    private static void fill(Call call, List<String> texts, String name, boolean used, long address) {
        Integer value = used ? call.memory().int32(address) : null;
        if (value != null) {
            texts.add(name + "=[" + value + "]");
        }
    }
}

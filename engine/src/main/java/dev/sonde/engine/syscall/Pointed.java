package dev.sonde.engine.syscall;

import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Things of variable size by name: strings, vectors of strings, sets, buffers. */
final class Pointed {
    private static final int PATH_MAX = 4096;
    private static final int COMMAND_LENGTH = 15;
    /** The kernel allows far fewer environment strings. */
    private static final int MOST_STRINGS = 1 << 17;

    private static final int MOST_DIRECTORY_BYTES = 1 << 20;
    private static final int MOST_CPU_BYTES = 1 << 10;

    private static final Map<String, PointedFormat> FORMATS = Map.ofEntries(
            Map.entry("path", (call, address, _) -> string(call, address, PATH_MAX)),
            Map.entry("str", (call, address, _) -> string(call, address, Quoted.LIMIT)),
            Map.entry("chars16", (call, address, _) -> string(call, address, COMMAND_LENGTH)),
            Map.entry("strv", (call, address, _) -> strings(call, address)),
            Map.entry("envp", (call, address, _) -> environment(call, address)),
            Map.entry("bytes", Pointed::bytes),
            Map.entry("iovec", Messages::vectors),
            Map.entry("sigset", SignalStructs::pointedSet),
            Map.entry("fdset", Polling::descriptorSet),
            Map.entry("cpuset", Pointed::processors),
            Map.entry("sockaddr", SocketAddresses::format),
            Map.entry("dirents32", Pointed::directory),
            Map.entry("dirents64", Pointed::directory),
            Map.entry("cloneargs", Clone::arguments),
            Map.entry("waitstatus", WaitStatusText::format));

    private Pointed() {}

    /** The format of that name, or null if it is of a fixed size or a scalar. */
    static @Nullable PointedFormat named(String name) {
        return FORMATS.get(name);
    }

    /** A NUL-terminated string of which at most {@code limit} bytes are shown. */
    static @Nullable String string(Call call, long address, int limit) {
        // Most strings are short, and the next page may not be readable.
        int size = Math.min(256, limit + 1);
        while (true) {
            byte[] bytes = call.memory().upTo(address, size);
            for (int i = 0; i < Math.min(bytes.length, limit); i++) {
                if (bytes[i] == 0) {
                    return Quoted.whole(bytes, 0, i);
                }
            }
            if (bytes.length < size) {
                return null;
            }
            if (size > limit) {
                return Quoted.whole(bytes, 0, limit) + (bytes[limit] == 0 ? "" : "...");
            }
            size = Math.min(size * 2, limit + 1);
        }
    }

    /** A buffer of {@code count} bytes, of which the first are shown. */
    static @Nullable String bytes(Call call, long address, long count) {
        if (count < 0) {
            return null;
        }
        byte[] bytes = call.memory().bytes(address, (int) Math.min(count, Quoted.LIMIT));
        return bytes == null ? null : Quoted.limited(bytes, count);
    }

    private static @Nullable String strings(Call call, long address) {
        var text = new StringJoiner(", ", "[", "]");
        for (int i = 0; ; i++) {
            Long string = call.memory().int64(address + 8L * i);
            if (string == null) {
                return i == 0
                        ? null
                        : text.add("... /* " + Scalars.pointer(address + 8L * i) + " */")
                                .toString();
            }
            if (string == 0) {
                return text.toString();
            }
            if (i == Quoted.LIMIT) {
                return text.add("...").toString();
            }
            String shown = string(call, string, Quoted.LIMIT);
            text.add(shown == null ? Scalars.pointer(string) : shown);
        }
    }

    private static @Nullable String environment(Call call, long address) {
        int count = 0;
        while (count < MOST_STRINGS) {
            byte[] block = call.memory().upTo(address + 8L * count, 512);
            for (int at = 0; at + 8 <= block.length; at += 8) {
                if (TracedMemory.int64(block, at) == 0) {
                    return Scalars.pointer(address) + " /* " + count + (count == 1 ? " var */" : " vars */");
                }
                count++;
            }
            if (block.length < 512) {
                return count == 0 ? null : Scalars.pointer(address) + " /* " + count + " vars, unterminated */";
            }
        }
        return null;
    }

    private static @Nullable String processors(Call call, long address, long count) {
        if (count < 0) {
            return null;
        }
        byte[] bits = call.memory().bytes(address, (int) Math.min(count, MOST_CPU_BYTES));
        if (bits == null) {
            return null;
        }
        var text = new StringJoiner(" ", "[", "]");
        for (int i = 0; i < bits.length * 8; i++) {
            if (((bits[i >>> 3] >>> (i & 7)) & 1) != 0) {
                text.add(Integer.toString(i));
            }
        }
        return text.toString();
    }

    private static @Nullable String directory(Call call, long address, long count) {
        byte[] bytes = call.memory().bytes(address, Math.clamp(count, 0, MOST_DIRECTORY_BYTES));
        if (bytes == null) {
            return null;
        }
        int entries = 0;
        int at = 0;
        // In both layouts the length of an entry follows the inode and the offset.
        while (at + 18 <= bytes.length) {
            int length = TracedMemory.uint16(bytes, at + 16);
            if (length == 0) {
                break;
            }
            entries++;
            at += length;
        }
        return Scalars.pointer(address) + " /* " + entries + (entries == 1 ? " entry */" : " entries */");
    }
}

package dev.sonde.cli.execution;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.syscall.SyscallDecoder;
import dev.sonde.engine.syscall.SyscallEntry;
import dev.sonde.engine.syscall.SyscallTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** System calls with their arguments; remembers what each thread is in, for its exit. */
final class SyscallTexts {
    private final Map<Integer, SyscallEntry> entries = new HashMap<>();

    /** The name of a call; the number where it has none. */
    static String name(long number) {
        return SyscallTable.numbered(number)
                .map(syscall -> syscall.name())
                .orElseGet(() -> Long.toString(number));
    }

    String entered(InferiorThread thread, StopCause.SyscallEntry cause) {
        SyscallEntry entry = decoder(thread).entry(cause.number(), array(cause.arguments()));
        entries.put(thread.tid(), entry);
        return entry.text();
    }

    String returned(InferiorThread thread, StopCause.SyscallExit cause) {
        SyscallEntry entry = entries.remove(thread.tid());
        SyscallDecoder decoder = decoder(thread);
        return entry != null && entry.number() == cause.number()
                ? decoder.exit(entry, cause.result())
                : decoder.exitOnly(cause.number(), cause.result(), array(cause.arguments()));
    }

    private static SyscallDecoder decoder(InferiorThread thread) {
        return new SyscallDecoder((address, into) -> {
            byte[] bytes = thread.inferior().memory().readUpTo(address, into.length);
            System.arraycopy(bytes, 0, into, 0, bytes.length);
            return bytes.length;
        });
    }

    private static long[] array(List<Long> arguments) {
        return arguments.stream().mapToLong(Long::longValue).toArray();
    }
}

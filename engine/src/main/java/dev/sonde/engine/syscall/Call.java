package dev.sonde.engine.syscall;

import org.jspecify.annotations.Nullable;

/** One call being rendered: its arguments, its parameters, and whether it has returned. */
final class Call {
    private final SyscallEntry entry;
    private final TracedMemory memory;
    private final @Nullable Long result;

    private Call(SyscallEntry entry, TracedMemory memory, @Nullable Long result) {
        this.entry = entry;
        this.memory = memory;
        this.result = result;
    }

    /** The call before the kernel has done anything. */
    static Call entering(SyscallEntry entry, TracedMemory memory) {
        return new Call(entry, memory, null);
    }

    /** The call after it returned {@code result}. */
    static Call returned(SyscallEntry entry, TracedMemory memory, long result) {
        return new Call(entry, memory, result);
    }

    TracedMemory memory() {
        return memory;
    }

    Signature signature() {
        return entry.signature();
    }

    /** The register at position {@code index}. */
    long argument(int index) {
        return entry.argument(index);
    }

    /** The result, 0 before the call returned. */
    long result() {
        return result == null ? 0 : result;
    }

    /** Whether the call returned without error, so that what it fills can be shown. */
    boolean succeeded() {
        return result != null && !Errno.isError(result);
    }

    boolean isReturned() {
        return result != null;
    }

    /** The text that an argument had when the call began; empty while it begins. */
    String textAtEntry(int index) {
        return index < entry.arguments().size() ? entry.arguments().get(index) : "";
    }

    /**
     * The number that {@code count} of an array stands for, see {@link ParameterType#count}; 0 where it cannot be
     * found out.
     */
    long count(String count) {
        if (count.isEmpty()) {
            return 0;
        }
        char first = count.charAt(0);
        if (first >= '0' && first <= '9') {
            return Long.parseLong(count);
        }
        if (count.equals("ret")) {
            return result();
        }
        boolean pointer = first == '*';
        int index = signature().indexOf(pointer ? count.substring(1) : count);
        if (index < 0) {
            throw new IllegalStateException("no parameter " + count + " in " + signature());
        }
        SyscallParameter parameter = signature().parameters().get(index);
        if (!pointer) {
            Scalar scalar = Scalars.named(parameter.type().name());
            return scalar != null && scalar.size() == 4 ? (int) argument(index) : argument(index);
        }
        Integer now = argument(index) == 0 ? null : memory.int32(argument(index));
        if (now == null) {
            return 0;
        }
        // The kernel reports the full size even where the buffer took less.
        return Math.min(now, entry.numberAtEntry(index));
    }
}

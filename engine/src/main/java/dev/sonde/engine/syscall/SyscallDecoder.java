package dev.sonde.engine.syscall;

import dev.sonde.engine.syscall.ParameterType.Direction;
import dev.sonde.engine.syscall.ParameterType.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * System calls of one program as text, in strace's form.
 *
 * <p>At its entry a call shows what it is given and the addresses of what the kernel will fill; at its exit what was
 * filled, and the result. Memory that cannot be read shows its address: no call makes the decoder fail. Not
 * thread-safe in so far as the memory reader is not. Source: the section 2 man pages, strace(1).
 */
public final class SyscallDecoder {
    private static final int REGISTERS = 6;

    private final TracedMemory memory;

    /** A decoder for the program whose memory this is. */
    public SyscallDecoder(SyscallMemory memory) {
        this.memory = new TracedMemory(memory);
    }

    /**
     * The call as it begins.
     *
     * @param number {@code orig_rax}
     * @param arguments {@code rdi, rsi, rdx, r10, r8, r9}; missing ones count as 0
     */
    public SyscallEntry entry(long number, long... arguments) {
        long[] registers = Arrays.copyOf(arguments, REGISTERS);
        Optional<Syscall> syscall = SyscallTable.numbered(number);
        if (syscall.isEmpty()) {
            return unknown(number, registers);
        }
        Signature signature = Variants.select(syscall.get(), registers);
        SyscallEntry entry = SyscallEntry.of(number, syscall.get().name(), registers, signature);
        Call call = Call.entering(entry, memory);
        return entry.with(texts(entry, call), numbers(signature, registers));
    }

    /**
     * The whole line of a call that returned, such as {@code close(3) = 0}.
     *
     * @param entry what {@link #entry} gave when the call began
     * @param result {@code rax}
     */
    public String exit(SyscallEntry entry, long result) {
        Call call = Call.returned(entry, memory, result);
        return entry.name() + "(" + String.join(", ", SyscallEntry.shown(texts(entry, call))) + ") = "
                + Results.format(entry, call);
    }

    /**
     * The whole line of a call whose beginning was not seen: what it was given is read now.
     *
     * @param number {@code orig_rax}
     * @param result {@code rax}
     * @param arguments as in {@link #entry}
     */
    public String exitOnly(long number, long result, long... arguments) {
        return exit(entry(number, arguments), result);
    }

    /** What follows the equals sign, such as {@code 3} or {@code -1 ENOENT (No such file or directory)}. */
    public String result(SyscallEntry entry, long result) {
        return Results.format(entry, Call.returned(entry, memory, result));
    }

    private static List<String> texts(SyscallEntry entry, Call call) {
        if (entry.name().equals("clone")) {
            return Clone.texts(call);
        }
        return entry.signature().parameters().isEmpty() && !entry.arguments().isEmpty()
                ? entry.arguments()
                : Arguments.all(call);
    }

    private int[] numbers(Signature signature, long[] registers) {
        var numbers = new int[REGISTERS];
        Arrays.fill(numbers, Integer.MAX_VALUE);
        for (int i = 0; i < signature.parameters().size(); i++) {
            ParameterType type = signature.parameters().get(i).type();
            if (type.direction() == Direction.IN_OUT
                    && type.shape() == Shape.POINTER
                    && type.name().equals("int")) {
                Integer number = registers[i] == 0 ? null : memory.int32(registers[i]);
                numbers[i] = number == null ? Integer.MAX_VALUE : number;
            }
        }
        return numbers;
    }

    private static SyscallEntry unknown(long number, long[] registers) {
        var texts = new ArrayList<String>();
        for (long register : registers) {
            texts.add(Scalars.hex(register));
        }
        Signature signature = Signature.parse(List.of());
        return SyscallEntry.of(number, SyscallTable.nameOf(number), registers, signature)
                .with(texts, new int[REGISTERS]);
    }
}

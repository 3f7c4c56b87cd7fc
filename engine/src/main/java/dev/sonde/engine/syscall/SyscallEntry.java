package dev.sonde.engine.syscall;

import java.util.Arrays;
import java.util.List;

/**
 * A system call as it began: kept until it returns, because what it was given may be overwritten by then (or, after
 * an exec, gone).
 */
public final class SyscallEntry {
    private static final int REGISTERS = 6;

    private final long number;
    private final String name;
    private final long[] registers;
    private final Signature signature;
    private final List<String> arguments;
    /** What each in-out parameter of four bytes pointed to. */
    private final int[] numbers;

    private SyscallEntry(
            long number, String name, long[] registers, Signature signature, List<String> arguments, int[] numbers) {
        this.number = number;
        this.name = name;
        this.registers = registers;
        this.signature = signature;
        this.arguments = arguments;
        this.numbers = numbers;
    }

    static SyscallEntry of(long number, String name, long[] registers, Signature signature) {
        var numbers = new int[REGISTERS];
        Arrays.fill(numbers, Integer.MAX_VALUE);
        return new SyscallEntry(number, name, registers.clone(), signature, List.of(), numbers);
    }

    SyscallEntry with(List<String> texts, int[] pointedTo) {
        return new SyscallEntry(number, name, registers, signature, List.copyOf(texts), pointedTo);
    }

    /** The number of the call. */
    public long number() {
        return number;
    }

    /** The call's name, {@code syscall_0x1f4} for a number that has none. */
    public String name() {
        return name;
    }

    /** The argument register at {@code index}, 0 to 5. */
    public long argument(int index) {
        return registers[index];
    }

    /** The arguments as text, as far as they were known when the call began. */
    public List<String> arguments() {
        return arguments;
    }

    /** The call as text, such as {@code read(3, 0x7ffd5a40, 832)}: what the kernel will fill shows its address. */
    public String text() {
        return name + "(" + String.join(", ", shown(arguments)) + ")";
    }

    Signature signature() {
        return signature;
    }

    int numberAtEntry(int index) {
        return numbers[index];
    }

    /** The texts without the arguments that this call does not use. */
    static List<String> shown(List<String> texts) {
        return texts.stream().filter(text -> !text.isEmpty()).toList();
    }

    @Override
    public String toString() {
        return text();
    }
}

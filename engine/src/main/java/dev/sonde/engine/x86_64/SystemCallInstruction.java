package dev.sonde.engine.x86_64;

import java.util.function.LongToIntFunction;

/** The instructions that enter the kernel, which may wait there for other threads. Source: SDM, volume 2, SYSCALL, SYSENTER, INT n. */
public final class SystemCallInstruction {
    private static final int REX = 0x40;

    private SystemCallInstruction() {}

    /**
     * Whether there is {@code syscall}, {@code sysenter} or {@code int $0x80} at {@code address}.
     *
     * @param code the bytes of the program, without what a debugger has planted
     */
    public static boolean isAt(long address, LongToIntFunction code) {
        long at = address;
        int first = code.applyAsInt(at);
        while ((first & ~0xf) == REX) {
            at++;
            first = code.applyAsInt(at);
        }
        int second = code.applyAsInt(at + 1);
        return (first == 0x0f && (second == 0x05 || second == 0x34)) || (first == 0xcd && second == 0x80);
    }
}

package dev.sonde.debuginfo.elf;

/**
 * A stub of the procedure linkage table, through which calls reach a function of another file (x86-64 psABI section
 * 5.2).
 *
 * @param address its file address
 * @param size its size in bytes
 * @param target the function it jumps to: a symbol's name, or {@code *ABS*+0x1234} for an indirect function without
 *     a name, whose resolver is at that file address
 * @param slot the file address of the pointer that it jumps through
 */
public record PltStub(long address, long size, String target, long slot) {
    /** The target followed by {@code @plt}, as objdump and gdb write it. */
    public String name() {
        return target + "@plt";
    }

    /** Whether {@code fileAddress} lies in the stub. */
    public boolean contains(long fileAddress) {
        return Long.compareUnsigned(fileAddress - address, size) < 0;
    }
}

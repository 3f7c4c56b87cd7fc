package dev.sonde.engine.syscall;

/** The memory of the program that makes the call. */
@FunctionalInterface
public interface SyscallMemory {
    /**
     * Reads from {@code address} on, as far as memory is readable.
     *
     * @param address a virtual address of the program
     * @param into filled from its start; how much is wanted is its length
     * @return how many bytes could be read, 0 if none; bytes after them are undefined
     */
    int read(long address, byte[] into);
}

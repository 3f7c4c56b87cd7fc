package dev.sonde.debuginfo.dwarf.cfi;

/**
 * A pointer read from {@code .eh_frame}.
 *
 * @param address a file address
 * @param indirect whether {@code address} is that of a word in memory that holds the pointer, rather than the pointer
 */
public record EncodedPointer(long address, boolean indirect) {}

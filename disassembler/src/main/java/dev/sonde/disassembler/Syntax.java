package dev.sonde.disassembler;

/** How assembly is written; gdb's {@code set disassembly-flavor} chooses between the same two. */
public enum Syntax {
    /** AT&T: source before destination, {@code mov    $0x1,%eax}. */
    ATT,
    /** Intel: destination before source, {@code mov    eax,0x1}. */
    INTEL
}

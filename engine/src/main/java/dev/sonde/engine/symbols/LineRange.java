package dev.sonde.engine.symbols;

/**
 * The instructions from one row of a line table to the next.
 *
 * @param file the source file as the compiler was given it
 * @param path its path
 * @param directory the directory that the compiler ran in; empty when unknown
 * @param binary the path of the ELF file whose code it is
 * @param line the line; 0 when no line can be named
 * @param start the address in the process of the first instruction
 * @param end the address behind the last one
 * @param isStatement whether the first instruction is a good place to stop (DWARF 5 section 6.2.2)
 */
public record LineRange(
        String file,
        String path,
        String directory,
        String binary,
        int line,
        long start,
        long end,
        boolean isStatement) {
    /** Whether {@code address} lies in it. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }

    /** Whether both are of one line of one file. */
    public boolean isSameLine(LineRange other) {
        return line == other.line && path.equals(other.path);
    }
}

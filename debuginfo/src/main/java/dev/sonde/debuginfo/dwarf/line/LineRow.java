package dev.sonde.debuginfo.dwarf.line;

/**
 * One row of a line table.
 *
 * <p>Source: DWARF 5 section 6.2.2.
 *
 * @param index its place in the table
 * @param address the file address of the instruction
 * @param operation which operation of the instruction; 0 except on VLIW machines
 * @param file the number of the file
 * @param line the line, from 1; 0 when no line can be named
 * @param column the column, from 1; 0 for the left edge; numbers above 65535 are given as that
 * @param isStatement whether this is a good place for a breakpoint on the line
 * @param basicBlock whether a basic block starts here
 * @param prologueEnd whether this is a place to stop at the entry of a function
 * @param epilogueBegin whether this is a place to stop before the exit of a function
 * @param endSequence whether the address is the first behind a sequence; then nothing else has a meaning
 * @param isa the instruction set
 * @param discriminator which of the blocks of the line
 */
public record LineRow(
        int index,
        long address,
        int operation,
        int file,
        int line,
        int column,
        boolean isStatement,
        boolean basicBlock,
        boolean prologueEnd,
        boolean epilogueBegin,
        boolean endSequence,
        int isa,
        int discriminator) {}

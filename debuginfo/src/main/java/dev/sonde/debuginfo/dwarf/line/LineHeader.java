package dev.sonde.debuginfo.dwarf.line;

import dev.sonde.debuginfo.dwarf.Encoding;
import java.util.List;

/**
 * What a line program starts with.
 *
 * <p>Source: DWARF 5 section 6.2.4; DWARF 4 section 6.2.4 for versions 2 to 4.
 *
 * @param offset where the header starts in {@code .debug_line}, in bytes
 * @param encoding the program's version and sizes
 * @param minimumInstructionLength what advances of the address are multiplied with
 * @param maximumOperations how many operations an instruction may have; above 1 only for VLIW machines
 * @param defaultIsStatement what {@code is_stmt} is at the start of a sequence
 * @param lineBase the smallest advance of the line by a special opcode
 * @param lineRange how many advances of the line special opcodes have
 * @param operandCounts how many operands each standard opcode has, from opcode 1 on
 * @param directories the directories; before version 5 without the compilation directory, which has number 0
 * @param files the files; before version 5 the first one has number 1
 */
public record LineHeader(
        long offset,
        Encoding encoding,
        int minimumInstructionLength,
        int maximumOperations,
        boolean defaultIsStatement,
        int lineBase,
        int lineRange,
        List<Integer> operandCounts,
        List<String> directories,
        List<FileEntry> files) {
    /** The first special opcode. */
    int opcodeBase() {
        return operandCounts.size() + 1;
    }

    /** The header with another list of files. */
    LineHeader withFiles(List<FileEntry> newFiles) {
        return new LineHeader(
                offset,
                encoding,
                minimumInstructionLength,
                maximumOperations,
                defaultIsStatement,
                lineBase,
                lineRange,
                operandCounts,
                directories,
                List.copyOf(newFiles));
    }
}

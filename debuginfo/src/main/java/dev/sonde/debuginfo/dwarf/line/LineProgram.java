package dev.sonde.debuginfo.dwarf.line;

import static dev.sonde.debuginfo.dwarf.line.DwLne.*;
import static dev.sonde.debuginfo.dwarf.line.DwLns.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes a line program.
 *
 * <p>Every row takes a byte of the program at least and nothing jumps, so time and memory are bounded by its size.
 *
 * <p>Source: DWARF 5 section 6.2.5.
 */
final class LineProgram {
    /** How many operands the standard opcodes have that this machine knows. */
    private static final int[] STANDARD_OPERANDS = {0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};

    private final LineHeader header;
    private final ByteCursor in;
    private final RowColumns rows;
    private final List<FileEntry> files;
    private final int[] operandCounts;
    private final int opcodeBase;

    private long address;
    private int operation;
    private int file;
    private int line;
    private int column;
    private boolean isStatement;
    private int flags;
    private int isa;
    private int discriminator;

    LineProgram(LineHeader header, ByteCursor in) {
        this.header = header;
        this.in = in;
        this.files = new ArrayList<>(header.files());
        this.operandCounts =
                header.operandCounts().stream().mapToInt(Integer::intValue).toArray();
        this.opcodeBase = header.opcodeBase();
        // Two bytes of program to a row are typical.
        this.rows = new RowColumns((int) Math.min(in.remaining() / 2 + 1, 1 << 20));
    }

    RowColumns run() {
        reset();
        while (in.hasRemaining()) {
            int opcode = in.u8();
            if (opcode >= opcodeBase) {
                special(opcode);
            } else if (opcode == 0) {
                extended();
            } else if (opcode < STANDARD_OPERANDS.length && operandCounts[opcode - 1] == STANDARD_OPERANDS[opcode]) {
                standard(opcode);
            } else {
                for (int i = operandCounts[opcode - 1]; i > 0; i--) {
                    in.skipLeb128();
                }
            }
        }
        rows.trim();
        return rows;
    }

    /** The files, including those that the program defined. */
    List<FileEntry> files() {
        return files;
    }

    private void reset() {
        address = 0;
        operation = 0;
        file = 1;
        line = 1;
        column = 0;
        isStatement = header.defaultIsStatement();
        flags = 0;
        isa = 0;
        discriminator = 0;
    }

    private void special(int opcode) {
        int adjusted = opcode - opcodeBase;
        advance(adjusted / lineRange());
        line += header.lineBase() + adjusted % lineRange();
        emit();
    }

    private int lineRange() {
        if (header.lineRange() == 0) {
            throw new FormatException(in.section(), in.position(), "a special opcode, but the line range is 0");
        }
        return header.lineRange();
    }

    private void advance(long operationAdvance) {
        int maximum = header.maximumOperations();
        if (maximum == 1) {
            address += header.minimumInstructionLength() * operationAdvance;
        } else {
            long total = operation + operationAdvance;
            address += header.minimumInstructionLength() * Long.divideUnsigned(total, maximum);
            operation = (int) Long.remainderUnsigned(total, maximum);
        }
    }

    private void emit() {
        rows.add(
                address,
                operation,
                file,
                line,
                column,
                flags | (isStatement ? RowColumns.IS_STATEMENT : 0),
                isa,
                discriminator);
        flags = 0;
        discriminator = 0;
    }

    private void standard(int opcode) {
        switch (opcode) {
            case DW_LNS_copy -> emit();
            case DW_LNS_advance_pc -> advance(in.uleb128());
            case DW_LNS_advance_line -> line += (int) in.sleb128();
            case DW_LNS_set_file -> file = (int) in.uleb128();
            case DW_LNS_set_column -> column = (int) Math.min(in.uleb128() & Long.MAX_VALUE, Integer.MAX_VALUE);
            case DW_LNS_negate_stmt -> isStatement = !isStatement;
            case DW_LNS_set_basic_block -> flags |= RowColumns.BASIC_BLOCK;
            case DW_LNS_const_add_pc -> advance((255 - opcodeBase) / lineRange());
            case DW_LNS_fixed_advance_pc -> {
                address += in.u16();
                operation = 0;
            }
            case DW_LNS_set_prologue_end -> flags |= RowColumns.PROLOGUE_END;
            case DW_LNS_set_epilogue_begin -> flags |= RowColumns.EPILOGUE_BEGIN;
            case DW_LNS_set_isa -> isa = (int) in.uleb128();
            default -> throw new IllegalStateException(DwLns.name(opcode));
        }
    }

    private void extended() {
        ByteCursor operands = in.slice(in.uleb128());
        if (!operands.hasRemaining()) {
            throw new FormatException(in.section(), in.position(), "an extended operation of no bytes");
        }
        switch (operands.u8()) {
            case DW_LNE_end_sequence -> {
                flags |= RowColumns.END_SEQUENCE;
                emit();
                reset();
            }
            case DW_LNE_set_address -> {
                address = operands.unsigned((int) Math.min(operands.remaining(), 16));
                operation = 0;
            }
            case DW_LNE_define_file -> files.add(LineHeaderReader.oldEntry(operands, operands.string()));
            case DW_LNE_set_discriminator -> discriminator = (int) operands.uleb128();
            default -> {
                // What a vendor added is skipped by its length, which was taken above.
            }
        }
    }
}

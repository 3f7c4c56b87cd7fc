package dev.sonde.debuginfo.dwarf.expression;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Encoding;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;

/**
 * One decoded operation of an expression.
 *
 * <p>Source: DWARF 5 sections 2.5 and 7.7.1.
 *
 * @param offset where it starts in the expression, in bytes
 * @param opcode which operation, of {@link DwOp}
 * @param first its first numeric operand, sign-extended when it is signed; 0 without one
 * @param second its second numeric operand; 0 without one
 * @param block its bytes or nested expression; empty without
 * @param encoding how a nested expression is to be read
 */
public record Operation(long offset, int opcode, long first, long second, MemorySegment block, Encoding encoding) {
    private static final MemorySegment NO_BLOCK =
            MemorySegment.ofArray(new byte[0]).asReadOnly();

    static Operation read(ByteCursor cursor, Encoding encoding) {
        long offset = cursor.position();
        int opcode = cursor.u8();
        Operand[] operands = OperandTable.operands(opcode);
        if (operands == null) {
            throw new FormatException(cursor.section(), offset, "unknown operation " + DwOp.name(opcode));
        }
        long first = 0;
        long second = 0;
        MemorySegment block = NO_BLOCK;
        for (int i = 0; i < operands.length; i++) {
            switch (operands[i]) {
                case BLOCK, EXPRESSION -> block = cursor.bytes(cursor.uleb128());
                case BLOCK1 -> block = cursor.bytes(cursor.u8());
                default -> {
                    long number = number(cursor, operands[i], encoding);
                    if (i == 0) {
                        first = number;
                    } else {
                        second = number;
                    }
                }
            }
        }
        return new Operation(offset, opcode, first, second, block, encoding);
    }

    private static long number(ByteCursor cursor, Operand operand, Encoding encoding) {
        return switch (operand) {
            case U1 -> cursor.u8();
            case S1 -> cursor.s8();
            case U2 -> cursor.u16();
            case S2 -> (short) cursor.u16();
            case U4 -> cursor.u32();
            case S4 -> cursor.s32();
            case U8, S8 -> cursor.u64();
            case ULEB -> cursor.uleb128();
            case SLEB -> cursor.sleb128();
            case ADDRESS -> cursor.unsigned(encoding.addressSize());
            case REFERENCE -> cursor.unsigned(encoding.version() <= 2 ? encoding.addressSize() : encoding.offsetSize());
            case BLOCK, BLOCK1, EXPRESSION -> throw new IllegalArgumentException("not a number: " + operand);
        };
    }

    /** The expression inside {@code DW_OP_entry_value}. */
    public Expression nested() {
        return Expression.of(block, encoding);
    }

    /** The operation's name and operands, such as {@code DW_OP_breg7 16}. */
    @Override
    public String toString() {
        var text = new StringBuilder(DwOp.name(opcode));
        Operand[] operands = OperandTable.operands(opcode);
        for (int i = 0; operands != null && i < operands.length; i++) {
            long number = i == 0 ? first : second;
            text.append(' ');
            switch (operands[i]) {
                case EXPRESSION -> text.append('(').append(nested()).append(')');
                case BLOCK, BLOCK1 ->
                    text.append("0x").append(HexFormat.of().formatHex(block.toArray(ValueLayout.JAVA_BYTE)));
                case ADDRESS, REFERENCE -> text.append("0x").append(Long.toHexString(number));
                case ULEB, U8 -> text.append(Long.toUnsignedString(number));
                default -> text.append(number);
            }
        }
        return text.toString();
    }
}

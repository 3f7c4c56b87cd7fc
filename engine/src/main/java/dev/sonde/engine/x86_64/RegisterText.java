package dev.sonde.engine.x86_64;

import java.util.HexFormat;
import java.util.function.LongFunction;

/** The rows of {@code info registers}, in gdb's columns. */
public final class RegisterText {
    private static final int HEXADECIMAL_COLUMN = 15;
    private static final int NATURAL_COLUMN = HEXADECIMAL_COLUMN + 20;

    private final LongFunction<String> symbols;

    /**
     * Rows whose addresses are followed by their symbols.
     *
     * @param symbols the text such as {@code <main+4>} for an address, empty if it has no symbol
     */
    public RegisterText(LongFunction<String> symbols) {
        this.symbols = symbols;
    }

    /** One row, without the end of the line: the name, the bits in hexadecimal, and the natural text. */
    public String row(Register register, RegisterValue value) {
        StringBuilder row = new StringBuilder();
        column(row, register.name(), HEXADECIMAL_COLUMN);
        if (value instanceof VectorValue vector) {
            row.append(VectorText.hexadecimal(vector));
        } else if (value instanceof Float80 number) {
            column(row, number.toString(), NATURAL_COLUMN);
            row.append("(raw 0x").append(rawHexadecimal(number)).append(')');
        } else {
            long bits = IntegerValue.fromBytes(value.bytesFor(register)).bits();
            column(row, "0x" + Long.toHexString(bits), NATURAL_COLUMN);
            row.append(natural(register, value));
        }
        return row.toString();
    }

    /** The row of a register whose value the frame does not know, with gdb's word for why. */
    public static String row(Register register, String reason) {
        StringBuilder row = new StringBuilder();
        column(row, register.name(), HEXADECIMAL_COLUMN);
        return row.append('<').append(reason).append('>').toString();
    }

    /** The natural text alone: a number, the names of flags, an address and its symbol, or all readings of a vector. */
    public String natural(Register register, RegisterValue value) {
        if (value instanceof IntegerValue integer) {
            return natural(register.format(), register.size(), integer.bits());
        }
        if (value instanceof VectorValue vector) {
            return VectorText.natural(vector);
        }
        return value instanceof FloatValue(double number, int size)
                ? size == Float.BYTES ? FloatText.of((float) number) : FloatText.of(number)
                : value.toString();
    }

    private String natural(RegisterFormat format, int size, long bits) {
        return switch (format) {
            case CODE_POINTER, DATA_POINTER -> {
                String symbol = symbols.apply(bits);
                yield "0x" + Long.toHexString(bits) + (symbol.isEmpty() ? "" : " " + symbol);
            }
            case EFLAGS -> Eflags.text(bits);
            case MXCSR -> Mxcsr.text(bits);
            case UNSIGNED ->
                Long.toUnsignedString(IntegerValue.unsigned(bits, size).bits());
            case SIGNED, FLOAT80, VECTOR ->
                Long.toString(
                        IntegerValue.signed(bits, Math.min(size, Long.BYTES)).bits());
        };
    }

    /** The ten bytes, the most significant first. */
    static String rawHexadecimal(Float80 number) {
        return HexFormat.of().toHexDigits((short) number.signExponent())
                + HexFormat.of().toHexDigits(number.significand());
    }

    private static void column(StringBuilder row, String text, int end) {
        row.append(text).append(' ');
        while (row.length() < end) {
            row.append(' ');
        }
    }
}

package dev.sonde.engine.value;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Type.IntegerType;
import java.util.Optional;

/** The texts of memory that has no type, as {@code x} writes them: numbers are padded to the size of their unit. */
public final class MemoryText {
    private MemoryText() {}

    /** An address with its symbol, as it stands at the start of a line. */
    public static String address(long address, AddressSymbols symbols) {
        String symbol = symbols.text(address);
        return "0x" + Long.toHexString(address) + (symbol.isEmpty() ? "" : " " + symbol);
    }

    /** The type that {@code $__} has after a unit of this size. */
    public static IntegerType unitType(UnitSize size) {
        return Types.signedInteger(size.bytes());
    }

    /**
     * The text of one unit.
     *
     * @param format neither for strings nor for instructions
     */
    public static String unit(Value unit, Format format, AddressSymbols symbols) {
        return switch (format) {
            case HEXADECIMAL -> ScalarText.formatted(unit, Format.ZERO_PADDED_HEXADECIMAL, symbols);
            case BINARY -> {
                String digits = ScalarText.formatted(unit, format, symbols);
                yield "0".repeat((int) unit.type().size() * Byte.SIZE - digits.length()) + digits;
            }
            default -> ScalarText.formatted(unit, format, symbols);
        };
    }

    /**
     * A string and how much memory it takes.
     *
     * @param text between quotes, or gdb's word for memory that cannot be read
     * @param length bytes, the zero at the end included
     */
    public record ReadString(String text, long length) {}

    /** The string that starts at an address. */
    public static ReadString string(Optional<Memory> memory, long address, IntegerType element, PrintOptions options) {
        StringReader reader = new StringReader(memory, options);
        StringReader.Found found = reader.read(address, (int) element.size(), options.elementLimit());
        long length = found.length() + (found.ended() ? element.size() : 0);
        return new ReadString(reader.quoted(element, address), length);
    }

    /**
     * Strings before an address.
     *
     * @param address where the first starts
     * @param count how many were found
     */
    public record StringsBefore(long address, int count) {}

    /**
     * Finds the strings that lie before an address. As gdb counts, one starts after each zero.
     *
     * @param count how many are wanted
     */
    public static StringsBefore stringsBefore(
            Memory memory, long address, int count, IntegerType element, PrintOptions options) {
        int size = (int) element.size();
        long start = address;
        long position = address;
        int found = 0;
        int length = 0;
        while (found < count) {
            byte[] unit = memory.readUpTo(position - size, size);
            if (unit.length < size) {
                return new StringsBefore(position, found);
            }
            boolean zero = Values.number(unit, 0, size, false).signum() == 0;
            if (zero || length == options.elementLimit()) {
                start = position;
                found++;
                length = 0;
            } else {
                length++;
            }
            position -= size;
        }
        return new StringsBefore(start, found);
    }
}

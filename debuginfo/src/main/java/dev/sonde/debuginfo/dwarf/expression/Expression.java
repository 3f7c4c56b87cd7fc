package dev.sonde.debuginfo.dwarf.expression;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Encoding;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A DWARF expression: bytes of operations, not yet decoded, and the encoding they are to be read with.
 *
 * <p>Source: DWARF 5 section 2.5.
 *
 * @param bytes the operations, a view of the section they were read from
 * @param encoding the encoding of the unit that holds the expression
 */
public record Expression(MemorySegment bytes, Encoding encoding) {
    private static final String SECTION = "expression";

    /** An expression of {@code bytes} in a unit of the given encoding. */
    public static Expression of(MemorySegment bytes, Encoding encoding) {
        return new Expression(bytes, encoding);
    }

    /** How many bytes the operations have. */
    public long size() {
        return bytes.byteSize();
    }

    /** Whether there is no operation, which as a location says that the object was optimized out. */
    public boolean isEmpty() {
        return bytes.byteSize() == 0;
    }

    /**
     * The operations in order.
     *
     * @throws FormatException when an operation is unknown or the bytes end inside one
     */
    public List<Operation> operations() {
        ByteCursor cursor = cursor();
        var operations = new ArrayList<Operation>();
        while (cursor.hasRemaining()) {
            operations.add(Operation.read(cursor, encoding));
        }
        return operations;
    }

    ByteCursor cursor() {
        return ByteCursor.of(SECTION, bytes);
    }

    /** The operations as text, such as {@code DW_OP_fbreg -24; DW_OP_deref}; bad bytes are named, never thrown. */
    @Override
    public String toString() {
        try {
            return operations().stream().map(Operation::toString).collect(Collectors.joining("; "));
        } catch (FormatException e) {
            return "<" + e.getMessage() + ">";
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression that
                && encoding.equals(that.encoding)
                && bytes.byteSize() == that.bytes.byteSize()
                && bytes.mismatch(that.bytes) == -1;
    }

    @Override
    public int hashCode() {
        int hash = encoding.hashCode();
        ByteCursor cursor = cursor();
        while (cursor.hasRemaining()) {
            hash = hash * 31 + cursor.u8();
        }
        return hash;
    }
}

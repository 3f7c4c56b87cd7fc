package dev.sonde.debuginfo.dwarf.line;

import java.util.Arrays;

/** The rows of a line table by column, in arrays that grow. Columns that are mostly zero exist only when needed. */
final class RowColumns {
    static final int IS_STATEMENT = 1;
    static final int BASIC_BLOCK = 2;
    static final int PROLOGUE_END = 4;
    static final int EPILOGUE_BEGIN = 8;
    static final int END_SEQUENCE = 16;

    private static final int[] NONE = {};

    private int size;
    private long[] addresses;
    private int[] files;
    private int[] lines;
    private char[] columns;
    private byte[] flags;
    private int[] discriminators = NONE;
    private int[] isas = NONE;
    private int[] operations = NONE;

    RowColumns(int capacity) {
        addresses = new long[capacity];
        files = new int[capacity];
        lines = new int[capacity];
        columns = new char[capacity];
        flags = new byte[capacity];
    }

    void add(long address, int operation, int file, int line, int column, int rowFlags, int isa, int discriminator) {
        if (size == addresses.length) {
            resize(Math.max(16, size + (size >> 1)));
        }
        addresses[size] = address;
        files[size] = file;
        lines[size] = line;
        columns[size] = (char) Math.min(Integer.toUnsignedLong(column), Character.MAX_VALUE);
        flags[size] = (byte) rowFlags;
        discriminators = put(discriminators, discriminator);
        isas = put(isas, isa);
        operations = put(operations, operation);
        size++;
    }

    private int[] put(int[] column, int value) {
        int[] target = column;
        if (target.length == 0) {
            if (value == 0) {
                return NONE;
            }
            target = new int[addresses.length];
        }
        target[size] = value;
        return target;
    }

    private void resize(int capacity) {
        addresses = Arrays.copyOf(addresses, capacity);
        files = Arrays.copyOf(files, capacity);
        lines = Arrays.copyOf(lines, capacity);
        columns = Arrays.copyOf(columns, capacity);
        flags = Arrays.copyOf(flags, capacity);
        discriminators = discriminators.length == 0 ? NONE : Arrays.copyOf(discriminators, capacity);
        isas = isas.length == 0 ? NONE : Arrays.copyOf(isas, capacity);
        operations = operations.length == 0 ? NONE : Arrays.copyOf(operations, capacity);
    }

    void trim() {
        resize(size);
    }

    int size() {
        return size;
    }

    void truncate(int newSize) {
        size = newSize;
    }

    long address(int row) {
        return addresses[row];
    }

    int file(int row) {
        return files[row];
    }

    int line(int row) {
        return lines[row];
    }

    int discriminator(int row) {
        return discriminators.length == 0 ? 0 : discriminators[row];
    }

    boolean has(int row, int flag) {
        return (flags[row] & flag) != 0;
    }

    LineRow row(int row) {
        return new LineRow(
                row,
                addresses[row],
                operations.length == 0 ? 0 : operations[row],
                files[row],
                lines[row],
                columns[row],
                has(row, IS_STATEMENT),
                has(row, BASIC_BLOCK),
                has(row, PROLOGUE_END),
                has(row, EPILOGUE_BEGIN),
                has(row, END_SEQUENCE),
                isas.length == 0 ? 0 : isas[row],
                discriminator(row));
    }

    /** Brings the rows of a range into the order of their addresses; rows of one address keep theirs. */
    void sort(int from, int to) {
        Integer[] order = new Integer[to - from];
        Arrays.setAll(order, i -> from + i);
        Arrays.sort(order, (a, b) -> Long.compareUnsigned(addresses[a], addresses[b]));
        LineRow[] rows = new LineRow[order.length];
        Arrays.setAll(rows, i -> row(order[i]));
        byte[] rowFlags = new byte[order.length];
        for (int i = 0; i < order.length; i++) {
            rowFlags[i] = flags[order[i]];
        }
        int end = size;
        size = from;
        for (int i = 0; i < rows.length; i++) {
            LineRow r = rows[i];
            add(r.address(), r.operation(), r.file(), r.line(), r.column(), rowFlags[i], r.isa(), r.discriminator());
        }
        size = end;
    }
}

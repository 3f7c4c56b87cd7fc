package dev.sonde.engine.syscall;

import java.util.function.LongFunction;

/** A number of 1, 2, 4 or 8 bytes and its spelling; the function gets it with the higher bits clear. */
record Scalar(int size, LongFunction<String> spelling) implements ElementFormat {
    /** The text of the lowest bytes of {@code value}. */
    String text(long value) {
        return spelling.apply(size == 8 ? value : value & ((1L << (8 * size)) - 1));
    }

    Scalar withSize(int bytes) {
        return new Scalar(bytes, spelling);
    }

    @Override
    public String format(Call call, byte[] bytes, int offset) {
        return spelling.apply(TracedMemory.unsigned(bytes, offset, size));
    }
}

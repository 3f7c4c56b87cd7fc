package dev.sonde.engine.value;

import dev.sonde.engine.x86_64.Float80;

/** The layouts of floating-point numbers that the processor knows (Intel SDM vol. 1 section 4.2.2). */
public enum FloatFormat {
    /** The upper half of a single-precision number. */
    BFLOAT16(2),
    /** IEEE 754 half precision. */
    HALF(2),
    /** IEEE 754 single precision. */
    SINGLE(4),
    /** IEEE 754 double precision. */
    DOUBLE(8),
    /** The ten bytes of an x87 register. */
    X87(Float80.BYTES),
    /** The ten bytes of an x87 register in a slot of sixteen, as the psABI keeps {@code long double}. */
    EXTENDED(16),
    /** IEEE 754 quadruple precision, which is computed in software. */
    QUAD(16);

    private final int size;

    FloatFormat(int size) {
        this.size = size;
    }

    /** The size in bytes, padding included. */
    public int size() {
        return size;
    }

    /** Whether numbers of this format are {@link Float80}. */
    public boolean isExtended() {
        return this == X87 || this == EXTENDED;
    }
}

package dev.sonde.engine.x86_64;

/** A value that a register holds or is to hold. */
public sealed interface RegisterValue permits IntegerValue, FloatValue, Float80, VectorValue {
    /** A signed 32-bit number. */
    static RegisterValue of(int value) {
        return IntegerValue.signed(value, Integer.BYTES);
    }

    /** A signed 64-bit number. */
    static RegisterValue of(long value) {
        return IntegerValue.signed(value, Long.BYTES);
    }

    /** A single-precision number. */
    static RegisterValue of(float value) {
        return new FloatValue(value, Float.BYTES);
    }

    /** A double-precision number. */
    static RegisterValue of(double value) {
        return new FloatValue(value, Double.BYTES);
    }

    /** The bytes of a vector, the least significant first. */
    static RegisterValue of(byte[] bytes) {
        return new VectorValue(bytes);
    }

    /**
     * The bytes that a register has to hold for it to have this value, the least significant first.
     *
     * <p>A narrower integer is extended by its sign if it has one; an integer whose number fits may also be narrowed. An
     * x87 register takes the number of an integer or a float, converted exactly; any other register takes the bits of a
     * float in its low bytes. A vector's missing upper bytes become zero.
     *
     * @throws RegisterException if the value is too wide for the register
     */
    byte[] bytesFor(Register register);
}

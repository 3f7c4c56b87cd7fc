package dev.sonde.engine.x86_64;

/**
 * A single- or double-precision number, for a register that has no such type of its own.
 *
 * @param value the number; one of 4 bytes is rounded to single precision
 * @param size 4 or 8 bytes
 */
public record FloatValue(double value, int size) implements RegisterValue {
    /** Rounds a number of 4 bytes to single precision. */
    public FloatValue {
        if (size != Float.BYTES && size != Double.BYTES) {
            throw new IllegalArgumentException("no float has " + size + " bytes");
        }
        value = size == Float.BYTES ? (float) value : value;
    }

    @Override
    public byte[] bytesFor(Register register) {
        if (register.format() == RegisterFormat.FLOAT80) {
            return Float80.of(value).toBytes();
        }
        if (register.size() < size) {
            throw new RegisterException(
                    register.name(), "a float of " + size + " bytes is too wide for its " + register.size() + " bytes");
        }
        long bits = size == Float.BYTES
                ? Integer.toUnsignedLong(Float.floatToRawIntBits((float) value))
                : Double.doubleToRawLongBits(value);
        return IntegerValue.toBytes(bits, register.size());
    }
}

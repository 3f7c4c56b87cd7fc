package dev.sonde.engine.value;

import dev.sonde.engine.value.Type.ArrayType;
import dev.sonde.engine.value.Type.BooleanType;
import dev.sonde.engine.value.Type.FloatType;
import dev.sonde.engine.value.Type.IntegerType;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Code;
import dev.sonde.engine.value.Value.Floating;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Value.Untyped;
import dev.sonde.engine.value.Value.VoidValue;
import dev.sonde.engine.value.Value.WideInteger;
import dev.sonde.engine.x86_64.Float80;
import java.math.BigInteger;
import java.util.Arrays;

/** Values from bytes and back. The least significant byte comes first. */
public final class Values {
    public static final VoidValue VOID = new VoidValue(Place.Nowhere.INSTANCE);
    public static final Scalar FALSE = Scalar.of(Types.INT, 0);
    public static final Scalar TRUE = Scalar.of(Types.INT, 1);

    private static final int WIDE = 16;

    private Values() {}

    /** What C's comparisons yield. */
    public static Scalar truth(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** The low bytes of {@code bits} that the type has, extended to 64 bits by its sign. */
    public static long extend(Type type, long bits) {
        Type plain = type.unqualified();
        int unused = Long.SIZE - (int) plain.size() * Byte.SIZE;
        if (unused <= 0) {
            return bits;
        }
        return isSigned(plain) ? bits << unused >> unused : bits << unused >>> unused;
    }

    /** Whether the type is an integer with a sign. */
    public static boolean isSigned(Type type) {
        return type.unqualified() instanceof IntegerType integer && integer.signed();
    }

    /** Whether a value of the type is a {@link Scalar}. */
    public static boolean isScalar(Type type) {
        return switch (type.unqualified()) {
            case IntegerType integer -> integer.size() <= Long.BYTES;
            case BooleanType _, Type.PointerType _, Type.FlagsType _ -> true;
            default -> false;
        };
    }

    /**
     * The value of {@code type} whose bytes start at {@code offset}.
     *
     * @throws IllegalArgumentException if values of the type have no bytes
     */
    public static Value fromBytes(Type type, byte[] bytes, int offset, Place place) {
        Type plain = type.unqualified();
        return switch (plain) {
            case IntegerType integer
            when integer.size() == WIDE -> new WideInteger(type, number(bytes, offset, WIDE, integer.signed()), place);
            case IntegerType _, BooleanType _, Type.PointerType _, Type.FlagsType _ ->
                new Scalar(type, extend(plain, little(bytes, offset, (int) plain.size())), place);
            case FloatType number -> floating(type, number.format(), bytes, offset, place);
            case ArrayType _, Type.UnionType _ ->
                new Aggregate(
                        type,
                        offset == 0 && bytes.length == plain.size()
                                ? bytes
                                : Arrays.copyOfRange(bytes, offset, offset + (int) plain.size()),
                        place);
            case Type.VoidType _ -> VOID;
            case Type.FunctionType _, Type.UntypedType _, Type.QualifiedType _ ->
                throw new IllegalArgumentException("no bytes make a " + type.name());
        };
    }

    private static Floating floating(Type type, FloatFormat format, byte[] bytes, int offset, Place place) {
        if (format.isExtended()) {
            int upper = (int) little(bytes, offset + Long.BYTES, Short.BYTES);
            return new Floating(type, format, little(bytes, offset, Long.BYTES), upper, place);
        }
        return new Floating(type, format, little(bytes, offset, format.size()), 0, place);
    }

    /** The value at another place. */
    public static Value at(Value value, Place place) {
        return switch (value) {
            case Scalar(Type type, long bits, Place _) -> new Scalar(type, bits, place);
            case WideInteger(Type type, BigInteger number, Place _) -> new WideInteger(type, number, place);
            case Floating(Type type, FloatFormat format, long bits, int upper, Place _) ->
                new Floating(type, format, bits, upper, place);
            case Aggregate aggregate -> new Aggregate(aggregate.type(), aggregate.sharedBytes(), place);
            case VoidValue _ -> new VoidValue(place);
            case Code _, Untyped _ -> value;
        };
    }

    /** The bytes of a value, as many as its type has; none for a function and the like. */
    public static byte[] toBytes(Value value) {
        int size = (int) value.type().size();
        return switch (value) {
            case Scalar scalar -> bytes(scalar.bits(), size);
            case WideInteger wide -> bytes(wide.number(), size);
            case Floating number -> {
                byte[] bytes = bytes(number.bits(), size);
                if (number.format().isExtended()) {
                    bytes[Long.BYTES] = (byte) number.signExponent();
                    bytes[Long.BYTES + 1] = (byte) (number.signExponent() >>> Byte.SIZE);
                }
                yield bytes;
            }
            case Aggregate aggregate -> aggregate.bytes();
            case VoidValue _, Code _, Untyped _ -> new byte[0];
        };
    }

    /** An integer of {@code type}, of any size; the bits beyond the type's size are dropped. */
    public static Value integer(Type type, BigInteger number) {
        int size = (int) type.size();
        return size <= Long.BYTES
                ? Scalar.of(type, number.longValue())
                : new WideInteger(type, number(bytes(number, size), 0, size, isSigned(type)), Place.Nowhere.INSTANCE);
    }

    /** A number of a type of single precision or more, rounded to it. */
    public static Floating floating(FloatType type, double number) {
        return switch (type.format()) {
            case SINGLE ->
                new Floating(
                        type,
                        type.format(),
                        Integer.toUnsignedLong(Float.floatToRawIntBits((float) number)),
                        0,
                        Place.Nowhere.INSTANCE);
            case DOUBLE ->
                new Floating(type, type.format(), Double.doubleToRawLongBits(number), 0, Place.Nowhere.INSTANCE);
            case HALF ->
                new Floating(
                        type,
                        type.format(),
                        Short.toUnsignedLong(Float.floatToFloat16((float) number)),
                        0,
                        Place.Nowhere.INSTANCE);
            case BFLOAT16 -> new Floating(type, type.format(), bfloat16((float) number), 0, Place.Nowhere.INSTANCE);
            case X87, EXTENDED -> extended(type, Float80.of(number));
        };
    }

    /** A number of a type, rounded to it. */
    public static Floating extended(FloatType type, Float80 number) {
        return type.format().isExtended()
                ? new Floating(type, type.format(), number.significand(), number.signExponent(), Place.Nowhere.INSTANCE)
                : floating(type, number.toDouble());
    }

    /** Rounds to the nearest, ties to even. */
    private static long bfloat16(float number) {
        long bits = Integer.toUnsignedLong(Float.floatToRawIntBits(number));
        if (Float.isNaN(number)) {
            return (bits >>> Short.SIZE) | 0x40;
        }
        return ((bits + 0x7fff + ((bits >>> Short.SIZE) & 1)) >>> Short.SIZE) & 0xffff;
    }

    /** The element of an array, or the part of a union, that starts at {@code offset}. */
    public static Value part(Aggregate whole, Type type, int offset) {
        return fromBytes(type, whole.sharedBytes(), offset, whole.place().plus(offset));
    }

    /** An array or union with these bytes; they are copied. */
    public static Aggregate aggregate(Type type, byte[] bytes, Place place) {
        if (bytes.length != type.size()) {
            throw new IllegalArgumentException(bytes.length + " bytes for a " + type.name());
        }
        return new Aggregate(type, bytes.clone(), place);
    }

    private static long little(byte[] bytes, int offset, int size) {
        long bits = 0;
        for (int i = 0; i < size; i++) {
            bits |= (bytes[offset + i] & 0xffL) << (i * Byte.SIZE);
        }
        return bits;
    }

    static BigInteger number(byte[] bytes, int offset, int size, boolean signed) {
        byte[] reversed = new byte[size];
        for (int i = 0; i < size; i++) {
            reversed[i] = bytes[offset + size - 1 - i];
        }
        return signed ? new BigInteger(reversed) : new BigInteger(1, reversed);
    }

    private static byte[] bytes(long bits, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < Math.min(size, Long.BYTES); i++) {
            bytes[i] = (byte) (bits >>> (i * Byte.SIZE));
        }
        return bytes;
    }

    private static byte[] bytes(BigInteger number, int size) {
        byte[] bytes = new byte[size];
        byte[] big = number.toByteArray();
        byte sign = (byte) (number.signum() < 0 ? -1 : 0);
        for (int i = 0; i < size; i++) {
            bytes[i] = i < big.length ? big[big.length - 1 - i] : sign;
        }
        return bytes;
    }
}

package dev.sonde.engine.value;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Memory;
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
import java.util.List;
import java.util.Optional;

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

    /** Whether the type is an integer with a sign, or an enumeration with negative values. */
    public static boolean isSigned(Type type) {
        Type plain = type.unqualified();
        return plain instanceof IntegerType integer
                ? integer.signed()
                : plain instanceof EnumType enumeration && enumeration.isSigned();
    }

    /** Whether a value of the type is a {@link Scalar}. */
    public static boolean isScalar(Type type) {
        return switch (type.unqualified()) {
            case IntegerType integer -> integer.size() <= Long.BYTES;
            case BooleanType _, Type.PointerType _, Type.FlagsType _, EnumType _, Type.ReferenceType _ -> true;
            case Type.MemberPointerType pointer -> !pointer.isMethod();
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
            case IntegerType _, BooleanType _, Type.PointerType _, Type.FlagsType _, EnumType _, Type.ReferenceType _ ->
                new Scalar(type, extend(plain, little(bytes, offset, (int) plain.size())), place);
            case Type.MemberPointerType pointer
            when !pointer.isMethod() -> new Scalar(type, little(bytes, offset, Long.BYTES), place);
            case FloatType number
            when number.format() != FloatFormat.QUAD -> floating(type, number.format(), bytes, offset, place);
            case FloatType _,
                    Type.MemberPointerType _,
                    ArrayType _,
                    StructType _,
                    Type.DecimalType _,
                    Type.ComplexType _ ->
                new Aggregate(type, Contents.of(bytes).slice(offset, (int) plain.size()), place);
            case Type.VoidType _ -> VOID;
            case Type.FunctionType _,
                    Type.UntypedType _,
                    Type.QualifiedType _,
                    Type.DynamicArrayType _,
                    TypedefType _ -> throw new IllegalArgumentException("no bytes make a " + type.name());
        };
    }

    /** The value of {@code type} that is at an address; what cannot be read of it says so when it is used. */
    public static Value load(Optional<Memory> memory, Type type, long address) {
        Type plain = type.unqualified();
        return switch (plain) {
            case Type.VoidType _ -> VOID;
            case Type.FunctionType _ -> new Code(type, address);
            case Type.UntypedType untyped when untyped.kind().isText() -> new Code(type, address);
            case ArrayType _, StructType _ -> Aggregate.inMemory(type, address, memory);
            default ->
                fromContents(type, Contents.read(memory, address, (int) plain.size()), new Place.InMemory(address));
        };
    }

    /**
     * A value whose bytes were put together from several places.
     *
     * @param bytes as many as the type has
     * @param missing for each part that cannot be had: its first bit, the bit behind its last, and why
     */
    public static Value assembled(Type type, byte[] bytes, List<MissingPart> missing, Place place) {
        List<Contents.Gap> gaps = missing.stream()
                .map(part -> new Contents.Gap(part.start(), part.end(), part.reason()))
                .toList();
        return fromContents(type, new Contents(bytes.clone(), gaps), place);
    }

    /**
     * A part that cannot be had.
     *
     * @param start its first bit
     * @param end the bit behind its last
     * @param reason why
     */
    public record MissingPart(long start, long end, Missing reason) {}

    /** A value that cannot be had at all. */
    public static Value unavailable(Type type, Missing reason, Place place) {
        return isAggregate(type)
                ? new Aggregate(type, Contents.missing((int) type.size(), reason), place)
                : new Value.Unavailable(type, place, reason);
    }

    private static boolean isAggregate(Type type) {
        Type plain = type.unqualified();
        return plain instanceof ArrayType || plain instanceof StructType;
    }

    static Value fromContents(Type type, Contents contents, Place place) {
        if (contents.isComplete()) {
            return fromBytes(type, contents.bytes(), 0, place);
        }
        if (isAggregate(type)) {
            return new Aggregate(type, contents, place);
        }
        Missing missing = contents.missing(0, (long) contents.bytes().length * Byte.SIZE);
        return missing == null
                ? fromBytes(type, contents.bytes(), 0, place)
                : new Value.Unavailable(type, place, missing);
    }

    /**
     * A data member of an object.
     *
     * @param member not static
     */
    public static Value member(Aggregate whole, Member member) {
        if (!member.isBitField()) {
            return part(whole, member.type(), (int) member.offset());
        }
        int shift = (int) (member.bitOffset() % Byte.SIZE);
        int first = (int) member.offset();
        int size = (shift + member.bitSize() + Byte.SIZE - 1) / Byte.SIZE;
        Place place = new Place.Bits(whole.place().plus(first), shift, member.bitSize());
        Contents contents = contents(whole, first, size);
        Missing missing = contents.missing(shift, member.bitSize());
        if (missing != null) {
            return new Value.Unavailable(member.type(), place, missing);
        }
        BigInteger bits = number(contents.bytes(), 0, size, false)
                .shiftRight(shift)
                .and(BigInteger.ONE.shiftLeft(member.bitSize()).subtract(BigInteger.ONE));
        int unused = Long.SIZE - member.bitSize();
        long value = isSigned(member.type()) ? bits.longValue() << unused >> unused : bits.longValue();
        return new Scalar(member.type(), value, place);
    }

    private static Contents contents(Aggregate whole, int offset, int size) {
        if (whole.isUnread() && whole.place() instanceof Place.InMemory(long address)) {
            return Contents.read(whole.memory(), address + offset, size);
        }
        int end = Math.min(offset + size, whole.contents().bytes().length);
        return whole.contents().slice(offset, Math.max(0, end - offset));
    }

    /** Reads what was not read yet, so that later changes of memory are not seen. */
    public static Value snapshot(Value value) {
        if (value instanceof Aggregate aggregate) {
            aggregate.contents();
        }
        return value;
    }

    /** The value as one of another type of the same shape and size, at the same place. */
    public static Value retyped(Value value, Type type) {
        return switch (value) {
            case Scalar(Type _, long bits, Place place) -> new Scalar(type, bits, place);
            case WideInteger(Type _, BigInteger number, Place place) -> new WideInteger(type, number, place);
            case Floating(Type _, FloatFormat format, long bits, int upper, Place place) ->
                new Floating(type, format, bits, upper, place);
            case Aggregate aggregate -> aggregate.as(type);
            case Value.Unavailable(Type _, Place place, Missing reason) -> new Value.Unavailable(type, place, reason);
            case Value.SyntheticPointer pointer -> new Value.SyntheticPointer(type, pointer.target());
            case Code code -> new Code(type, code.address());
            case VoidValue _, Untyped _ -> value;
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
            case Aggregate aggregate -> aggregate.at(place);
            case VoidValue _ -> new VoidValue(place);
            case Value.Unavailable(Type type, Place _, Missing reason) -> new Value.Unavailable(type, place, reason);
            case Value.SyntheticPointer _, Code _, Untyped _ -> value;
        };
    }

    /**
     * The bytes of a value, as many as its type has; none for a function and the like.
     *
     * @throws DebugException if they cannot be had
     */
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
            case Value.Unavailable unavailable ->
                throw new DebugException(unavailable.reason().sentence());
            case Value.SyntheticPointer _ -> throw new DebugException("A synthetic pointer has no address");
            case VoidValue _, Code _, Untyped _ -> new byte[0];
        };
    }

    /** Whether two values of one type have the same bytes; two that cannot be had are the same. */
    public static boolean same(Value a, Value b) {
        if (a instanceof Value.Unavailable || b instanceof Value.Unavailable) {
            return a instanceof Value.Unavailable && b instanceof Value.Unavailable;
        }
        return Arrays.equals(known(a), known(b));
    }

    /** The bytes of a value as far as they can be had. */
    private static byte[] known(Value value) {
        return value instanceof Aggregate aggregate ? aggregate.contents().bytes() : toBytes(value);
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
            case X87, EXTENDED, QUAD -> extended(type, Float80.of(number));
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

    /** The element of an array, or the part of a structure, that starts at {@code offset}. */
    public static Value part(Aggregate whole, Type type, int offset) {
        if (whole.isUnread() && whole.place() instanceof Place.InMemory(long address)) {
            return load(whole.memory(), type, address + offset);
        }
        Type plain = type.unqualified();
        if (plain instanceof Type.FunctionType || plain instanceof Type.VoidType) {
            return VOID;
        }
        return fromContents(
                type,
                whole.contents().slice(offset, (int) plain.size()),
                whole.place().plus(offset));
    }

    /** An array, structure or union with these bytes; they are copied. */
    public static Aggregate aggregate(Type type, byte[] bytes, Place place) {
        if (bytes.length != type.size()) {
            throw new IllegalArgumentException(bytes.length + " bytes for a " + type.name());
        }
        return new Aggregate(type, Contents.of(bytes.clone()), place);
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

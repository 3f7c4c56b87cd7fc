package dev.sonde.engine.value;

import dev.sonde.engine.x86_64.Float80;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an expression yields: bits that have a type and, for what can be assigned to, a place. Immutable. */
public sealed interface Value {
    /** The type. */
    Type type();

    /** Where the value lives. */
    default Place place() {
        return Place.Nowhere.INSTANCE;
    }

    /**
     * Nothing, as a convenience variable holds before it is assigned.
     *
     * @param place that of the variable
     */
    record VoidValue(Place place) implements Value {
        @Override
        public Type type() {
            return Types.VOID;
        }
    }

    /**
     * An integer of up to 8 bytes, a truth value, a pointer or a set of flags.
     *
     * @param type its type
     * @param bits its bits, extended to 64 according to the type's sign
     * @param place where it lives
     */
    record Scalar(Type type, long bits, Place place) implements Value {
        /** A computed value; the bits beyond the type's size are ignored. */
        public static Scalar of(Type type, long bits) {
            return new Scalar(type, Values.extend(type, bits), Place.Nowhere.INSTANCE);
        }
    }

    /**
     * An integer of 16 bytes.
     *
     * @param type its type
     * @param number within the range of the type
     * @param place where it lives
     */
    record WideInteger(Type type, BigInteger number, Place place) implements Value {}

    /**
     * A floating-point number.
     *
     * @param type its type
     * @param format of the type
     * @param bits as they are stored; for an extended number its significand
     * @param signExponent the upper 16 bits of an extended number, else 0
     * @param place where it lives
     */
    record Floating(Type type, FloatFormat format, long bits, int signExponent, Place place) implements Value {
        /** The number as an extended one; exact. */
        public Float80 extended() {
            return format.isExtended() ? new Float80(signExponent, bits) : Float80.of(toDouble());
        }

        /** The nearest double. */
        public double toDouble() {
            return switch (format) {
                case BFLOAT16 -> Float.intBitsToFloat((int) bits << Short.SIZE);
                case HALF -> Float.float16ToFloat((short) bits);
                case SINGLE -> Float.intBitsToFloat((int) bits);
                case DOUBLE -> Double.longBitsToDouble(bits);
                case X87, EXTENDED -> new Float80(signExponent, bits).toDouble();
            };
        }
    }

    /** The bytes of an array or a union. */
    final class Aggregate implements Value {
        private final Type type;
        private final byte[] bytes;
        private final Place place;

        /**
         * Takes the bytes as they are; the caller must not change them.
         *
         * @param bytes as many as the type's size
         */
        Aggregate(Type type, byte[] bytes, Place place) {
            this.type = type;
            this.bytes = bytes;
            this.place = place;
        }

        @Override
        public Type type() {
            return type;
        }

        @Override
        public Place place() {
            return place;
        }

        /** A copy of the bytes. */
        public byte[] bytes() {
            return bytes.clone();
        }

        byte[] sharedBytes() {
            return bytes;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Aggregate that
                    && type.equals(that.type)
                    && place.equals(that.place)
                    && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return 31 * type.hashCode() + Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return type.name() + " of " + bytes.length + " bytes";
        }
    }

    /**
     * A function, which is used by its address.
     *
     * @param type a {@link Type.FunctionType}, or an {@link Type.UntypedType} of code
     * @param address of its first instruction
     */
    record Code(Type type, long address) implements Value {
        @Override
        public Place place() {
            return new Place.InMemory(address);
        }
    }

    /**
     * A variable of which only the symbol is known. It has to be cast, or its address taken.
     *
     * @param type what stands for its type
     * @param name the name of the symbol
     * @param address of its first byte
     */
    record Untyped(Type.UntypedType type, String name, long address) implements Value {
        @Override
        public Place place() {
            return new Place.InMemory(address);
        }
    }
}

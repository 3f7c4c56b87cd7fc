package dev.sonde.engine.value;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.x86_64.Float80;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Supplier;
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
                case X87, EXTENDED, QUAD -> new Float80(signExponent, bits).toDouble();
            };
        }
    }

    /**
     * A value that is known to be somewhere, or to have been, but cannot be had. It may be assigned to if its place is
     * known.
     *
     * @param type its type
     * @param place where it lives
     * @param reason why it cannot be had
     */
    record Unavailable(Type type, Place place, Missing reason) implements Value {}

    /**
     * A pointer that the compiler has kept nowhere, to something that is known all the same (DWARF 5 section 2.6.1.1.4).
     *
     * @param type a pointer
     * @param target what it points to
     */
    record SyntheticPointer(Type type, Supplier<Value> target) implements Value {}

    /** An array, a structure, a union or a complex number, whose bytes are read when they are first asked for. */
    final class Aggregate implements Value {
        /** gdb's default for {@code max-value-size}. */
        private static final int MAX_BYTES = 65536;

        private final Type type;
        private final Place place;
        private final Memo<Contents> contents;
        private final Optional<Memory> memory;

        private Aggregate(Type type, Place place, Optional<Memory> memory, Supplier<Contents> contents) {
            this.type = type;
            this.place = place;
            this.memory = memory;
            this.contents = new Memo<>(contents);
        }

        /** One whose bytes are known. */
        Aggregate(Type type, Contents contents, Place place) {
            this(type, place, Optional.empty(), () -> contents);
        }

        /** One in memory, which is read when it is needed. */
        static Aggregate inMemory(Type type, long address, Optional<Memory> memory) {
            return new Aggregate(
                    type, new Place.InMemory(address), memory, () -> Contents.read(memory, address, checkedSize(type)));
        }

        private static int checkedSize(Type type) {
            if (type.size() > MAX_BYTES) {
                throw new DebugException("value requires " + type.size() + " bytes, which is more than max-value-size");
            }
            return (int) type.size();
        }

        @Override
        public Type type() {
            return type;
        }

        @Override
        public Place place() {
            return place;
        }

        /**
         * A copy of the bytes.
         *
         * @throws DebugException if not all of them can be had
         */
        public byte[] bytes() {
            Contents all = contents.get();
            Missing missing = all.missing(0, (long) all.bytes().length * Byte.SIZE);
            if (missing != null) {
                throw new DebugException(missing.sentence());
            }
            return all.bytes().clone();
        }

        /** The bytes as far as they can be had. */
        Contents contents() {
            return contents.get();
        }

        /** The same bytes, of another type of this size. */
        Aggregate as(Type other) {
            return new Aggregate(other, place, memory, contents::get);
        }

        /** The same at another place. */
        Aggregate at(Place other) {
            return new Aggregate(type, other, Optional.empty(), contents::get);
        }

        /** Whether parts are better read one by one than all at once. */
        boolean isUnread() {
            return memory.isPresent() && contents.isUnknown();
        }

        Optional<Memory> memory() {
            return memory;
        }

        /** Why it cannot be had from its very beginning; empty if it can. */
        public Optional<Missing> missing() {
            Missing altogether = contents.get().missingAltogether();
            return Optional.ofNullable(altogether == null ? contents.get().missingAtStart() : altogether);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Aggregate that
                    && type.equals(that.type)
                    && place.equals(that.place)
                    && contents.get().equals(that.contents.get());
        }

        @Override
        public int hashCode() {
            return 31 * type.hashCode() + place.hashCode();
        }

        @Override
        public String toString() {
            return type.name() + " of " + type.size() + " bytes";
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

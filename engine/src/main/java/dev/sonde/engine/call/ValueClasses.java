package dev.sonde.engine.call;

import dev.sonde.engine.value.BaseClass;
import dev.sonde.engine.value.EnumType;
import dev.sonde.engine.value.FloatFormat;
import dev.sonde.engine.value.Member;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.TypedefType;
import dev.sonde.engine.value.VariantPart;
import dev.sonde.engine.x86_64.SystemVAbi;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/**
 * The classes of the eightbytes of a type, by which arguments and results of functions are passed.
 *
 * <p>Source: System V psABI for AMD64 section 3.2.3; Itanium C++ ABI section 3.1.3 for what is not trivial to copy.
 */
public final class ValueClasses {
    /** How an eightbyte is passed. */
    public enum EightByte {
        /** Nothing is in it. */
        NO_CLASS,
        /** In a general register. */
        INTEGER,
        /** In the low half of a vector register. */
        SSE,
        /** The part of a vector that follows another in the same register. */
        SSEUP,
        /** The significand of an extended number. */
        X87,
        /** Its sign and exponent. */
        X87UP,
        /** A part of a complex number of extended ones. */
        COMPLEX_X87,
        /** Not in a register: all of the object is in memory. */
        MEMORY
    }

    private static final int EIGHTBYTE_BITS = Long.SIZE;
    private static final int MAX_VECTOR_BYTES = 64;

    private final EightByte[] classes;

    private ValueClasses(int count) {
        classes = new EightByte[count];
        Arrays.fill(classes, EightByte.NO_CLASS);
    }

    /**
     * The classes of a type, one for each eightbyte; a single {@link EightByte#MEMORY} for what no registers hold.
     *
     * @param type one with a size
     */
    public static List<EightByte> of(Type type) {
        Type plain = type.unqualified();
        boolean vector = plain instanceof Type.ArrayType array && array.vector();
        boolean complex = plain instanceof Type.ComplexType;
        long limit = vector ? MAX_VECTOR_BYTES : complex ? 2L * FloatFormat.EXTENDED.size() : maxAggregate(plain);
        if (plain.size() > limit || (plain instanceof StructType struct && isPassedByReference(struct))) {
            return List.of(EightByte.MEMORY);
        }
        ValueClasses result = new ValueClasses((int) ((plain.size() + Long.BYTES - 1) / Long.BYTES));
        result.add(plain, 0);
        return result.merged();
    }

    /** A structure that has nothing but one vector is passed as that is. */
    private static long maxAggregate(Type plain) {
        Type inner = plain;
        while (inner instanceof StructType struct && struct.bases().isEmpty()) {
            List<Member> own = struct.members().stream()
                    .filter(member -> !member.isStatic())
                    .toList();
            if (own.size() != 1 || own.getFirst().type().size() != struct.size()) {
                break;
            }
            inner = own.getFirst().type().unqualified();
        }
        return inner instanceof Type.ArrayType array && array.vector()
                ? MAX_VECTOR_BYTES
                : SystemVAbi.MAX_REGISTER_AGGREGATE_BYTES;
    }

    /** Whether an object, one of its bases or one of its members is not trivial to copy or destroy. */
    public static boolean isPassedByReference(StructType struct) {
        if (struct.language() != SourceLanguage.CPLUSPLUS) {
            return false;
        }
        return switch (struct.body().passing()) {
            case BY_REFERENCE -> true;
            case BY_VALUE -> false;
            case AS_PARTS ->
                struct.bases().stream().anyMatch(base -> base.isVirtual() || isPassedByReferenceAsPart(base.type()))
                        || struct.members().stream()
                                .anyMatch(member -> !member.isStatic() && isPassedByReferenceAsPart(member.type()));
        };
    }

    private static boolean isPassedByReferenceAsPart(Type type) {
        return switch (type.unqualified()) {
            case StructType struct -> isPassedByReference(struct);
            case Type.ArrayType array -> isPassedByReferenceAsPart(array.element());
            default -> false;
        };
    }

    private List<EightByte> merged() {
        for (int i = 0; i < classes.length; i++) {
            boolean stray = classes[i] == EightByte.X87UP && (i == 0 || classes[i - 1] != EightByte.X87);
            if (classes[i] == EightByte.MEMORY || stray) {
                return List.of(EightByte.MEMORY);
            }
        }
        boolean oneVector = classes.length > 2
                && classes[0] == EightByte.SSE
                && Arrays.stream(classes).skip(1).allMatch(EightByte.SSEUP::equals);
        boolean complex = classes.length > 2 && classes[0] == EightByte.COMPLEX_X87;
        return classes.length <= 2 || oneVector || complex ? List.of(classes) : List.of(EightByte.MEMORY);
    }

    private void add(Type type, long bit) {
        Type plain = type.unqualified();
        switch (plain) {
            case Type.IntegerType _, Type.BooleanType _, Type.PointerType _, Type.ReferenceType _ ->
                scalar(plain, bit, plain.size(), EightByte.INTEGER);
            case Type.FlagsType _, EnumType _ -> scalar(plain, bit, plain.size(), EightByte.INTEGER);
            case Type.MemberPointerType _ -> scalar(plain, bit, Long.BYTES, EightByte.INTEGER);
            case Type.FloatType number -> number(number, bit);
            case Type.DecimalType _ -> vector(plain, bit, plain.size());
            case Type.ComplexType complex -> complex(complex, bit);
            case Type.ArrayType array -> array(array, bit);
            case StructType struct -> struct(struct, bit);
            case Type.VoidType _,
                    Type.FunctionType _,
                    Type.UntypedType _,
                    Type.DynamicArrayType _,
                    Type.QualifiedType _,
                    TypedefType _ -> {} // takes no room
        }
    }

    private void number(Type.FloatType type, long bit) {
        if (type.format().isExtended()) {
            if (checkAligned(bit, type.size())) {
                merge(bit, EightByte.X87);
                merge(bit + EIGHTBYTE_BITS, EightByte.X87UP);
            }
        } else {
            vector(type, bit, type.size());
        }
    }

    private void complex(Type.ComplexType type, long bit) {
        if (type.part() instanceof Type.FloatType part && part.format().isExtended()) {
            if (bit == 0 && classes.length * (long) Long.BYTES == type.size()) {
                Arrays.fill(classes, EightByte.COMPLEX_X87);
            } else {
                classes[0] = EightByte.MEMORY;
            }
            return;
        }
        add(type.part(), bit);
        add(type.part(), bit + type.part().size() * Byte.SIZE);
    }

    private void array(Type.ArrayType array, long bit) {
        if (array.vector()) {
            boolean integers = !(array.element().unqualified() instanceof Type.FloatType);
            if (array.size() < Long.BYTES && integers) {
                scalar(array, bit, array.size(), EightByte.INTEGER);
            } else {
                vector(array, bit, array.size());
            }
            return;
        }
        for (long i = 0; i < array.count(); i++) {
            add(array.element(), bit + i * array.element().size() * Byte.SIZE);
        }
    }

    private void struct(StructType struct, long bit) {
        for (BaseClass base : struct.bases()) {
            add(base.type(), bit + base.offset() * Byte.SIZE);
        }
        for (Member member : struct.members()) {
            if (!member.isStatic()) {
                member(member, bit);
            }
        }
        struct.body().variants().ifPresent(part -> {
            part.discriminant().ifPresent(member -> member(member, bit));
            part.variants().stream().map(VariantPart.Variant::member).forEach(member -> member(member, bit));
        });
    }

    private void member(Member member, long bit) {
        long start = bit + member.bitOffset();
        if (!member.isBitField()) {
            add(member.type(), start);
            return;
        }
        for (long at = start / EIGHTBYTE_BITS; at <= (start + member.bitSize() - 1) / EIGHTBYTE_BITS; at++) {
            merge(at * EIGHTBYTE_BITS, EightByte.INTEGER);
        }
    }

    /** A value in one or more eightbytes of a class. */
    private void scalar(Type type, long bit, long alignment, EightByte eightByte) {
        if (checkAligned(bit, alignment)) {
            for (long at = 0; at < type.size(); at += Long.BYTES) {
                merge(bit + at * Byte.SIZE, eightByte);
            }
        }
    }

    private void vector(Type type, long bit, long alignment) {
        if (checkAligned(bit, alignment)) {
            merge(bit, EightByte.SSE);
            for (long at = Long.BYTES; at < type.size(); at += Long.BYTES) {
                merge(bit + at * Byte.SIZE, EightByte.SSEUP);
            }
        }
    }

    /** An object with an unaligned field has class MEMORY. */
    private boolean checkAligned(long bit, long alignment) {
        boolean aligned = alignment == 0 || bit % (alignment * Byte.SIZE) == 0;
        if (!aligned) {
            classes[0] = EightByte.MEMORY;
        }
        return aligned;
    }

    private void merge(long bit, EightByte eightByte) {
        int at = (int) (bit / EIGHTBYTE_BITS);
        if (at >= classes.length) {
            classes[0] = EightByte.MEMORY; // a description that does not fit the size has no meaning in registers
            return;
        }
        classes[at] = merged(classes[at], eightByte);
    }

    private static EightByte merged(EightByte one, EightByte other) {
        EnumSet<EightByte> both = EnumSet.of(one, other);
        if (one == other || other == EightByte.NO_CLASS) {
            return one;
        }
        if (one == EightByte.NO_CLASS) {
            return other;
        }
        if (both.contains(EightByte.MEMORY)) {
            return EightByte.MEMORY;
        }
        if (both.contains(EightByte.INTEGER)) {
            return EightByte.INTEGER;
        }
        boolean x87 =
                both.contains(EightByte.X87) || both.contains(EightByte.X87UP) || both.contains(EightByte.COMPLEX_X87);
        return x87 ? EightByte.MEMORY : EightByte.SSE;
    }
}

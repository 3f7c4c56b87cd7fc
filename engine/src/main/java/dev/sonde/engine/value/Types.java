package dev.sonde.engine.value;

import dev.sonde.engine.value.Type.ArrayType;
import dev.sonde.engine.value.Type.BooleanType;
import dev.sonde.engine.value.Type.CharacterKind;
import dev.sonde.engine.value.Type.FlagsType;
import dev.sonde.engine.value.Type.FloatType;
import dev.sonde.engine.value.Type.FunctionType;
import dev.sonde.engine.value.Type.IntegerType;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.Type.QualifiedType;
import dev.sonde.engine.value.Type.VoidType;
import dev.sonde.engine.x86_64.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types that exist without debug information: those of C on x86-64 (psABI figure 3.1) and those of registers. */
public final class Types {
    public static final Type VOID = new VoidType();
    public static final IntegerType CHAR = new IntegerType("char", 1, true, CharacterKind.NARROW);
    public static final IntegerType SIGNED_CHAR = new IntegerType("signed char", 1, true, CharacterKind.NARROW);
    public static final IntegerType UNSIGNED_CHAR = new IntegerType("unsigned char", 1, false, CharacterKind.NARROW);
    public static final IntegerType SHORT = number("short", 2, true);
    public static final IntegerType UNSIGNED_SHORT = number("unsigned short", 2, false);
    public static final IntegerType INT = number("int", 4, true);
    public static final IntegerType UNSIGNED_INT = number("unsigned int", 4, false);
    public static final IntegerType LONG = number("long", 8, true);
    public static final IntegerType UNSIGNED_LONG = number("unsigned long", 8, false);
    public static final IntegerType LONG_LONG = number("long long", 8, true);
    public static final IntegerType UNSIGNED_LONG_LONG = number("unsigned long long", 8, false);
    public static final IntegerType INT128 = number("__int128", 16, true);
    public static final IntegerType UNSIGNED_INT128 = number("unsigned __int128", 16, false);
    public static final IntegerType WCHAR = new IntegerType("wchar_t", 4, true, CharacterKind.WIDE);
    public static final IntegerType CHAR16 = new IntegerType("char16_t", 2, false, CharacterKind.UTF16);
    public static final IntegerType CHAR32 = new IntegerType("char32_t", 4, false, CharacterKind.UTF32);
    public static final BooleanType BOOL = new BooleanType("bool", 1);
    public static final BooleanType C_BOOL = new BooleanType("_Bool", 1);
    public static final FloatType FLOAT16 = new FloatType("_Float16", FloatFormat.HALF);
    public static final FloatType BFLOAT16 = new FloatType("bfloat16", FloatFormat.BFLOAT16);
    public static final FloatType FLOAT = new FloatType("float", FloatFormat.SINGLE);
    public static final FloatType DOUBLE = new FloatType("double", FloatFormat.DOUBLE);
    public static final FloatType LONG_DOUBLE = new FloatType("long double", FloatFormat.EXTENDED);
    /** An x87 register. */
    public static final FloatType X87 = new FloatType("builtin_type_i387_ext", FloatFormat.X87);

    public static final PointerType VOID_POINTER = new PointerType(VOID);
    public static final PointerType CODE_POINTER = new PointerType(new FunctionType(VOID, Optional.empty()));

    private static final FloatType REGISTER_HALF = new FloatType("half", FloatFormat.HALF);
    private static final IntegerType REGISTER_INT128 = number("int128_t", 16, true);
    private static final IntegerType REGISTER_UINT128 = number("uint128_t", 16, false);
    private static final Map<Integer, StructType> VECTORS =
            Stream.of(8, 16, 32, 64).collect(Collectors.toUnmodifiableMap(size -> size, Types::vectorUnion));

    private static final Map<String, Type> NAMED = named();

    private Types() {}

    private static IntegerType number(String name, long size, boolean signed) {
        return new IntegerType(name, size, signed, CharacterKind.NUMBER);
    }

    /** The type that a name stands for when no debug information says otherwise: a typedef of {@code <stdint.h>}. */
    public static Optional<Type> named(String name) {
        return Optional.ofNullable(NAMED.get(name));
    }

    private static Map<String, Type> named() {
        List<IntegerType> types = new ArrayList<>(List.of(WCHAR, CHAR16, CHAR32));
        types.add(new IntegerType("char8_t", 1, false, CharacterKind.NARROW));
        types.add(new IntegerType("int8_t", 1, true, CharacterKind.NARROW));
        types.add(new IntegerType("uint8_t", 1, false, CharacterKind.NARROW));
        for (String name : List.of("size_t", "uintptr_t", "uintmax_t", "u_long")) {
            types.add(number(name, 8, false));
        }
        for (String name : List.of("ssize_t", "ptrdiff_t", "intptr_t", "intmax_t", "off_t", "time_t")) {
            types.add(number(name, 8, true));
        }
        for (int size : List.of(2, 4, 8, 16)) {
            types.add(number("int" + size * Byte.SIZE + "_t", size, true));
            types.add(number("uint" + size * Byte.SIZE + "_t", size, false));
        }
        types.add(number("pid_t", 4, true));
        types.add(number("uid_t", 4, false));
        Map<String, Type> named = types.stream().collect(Collectors.toMap(IntegerType::typeName, type -> type));
        named.put(FLOAT16.typeName(), FLOAT16);
        return Map.copyOf(named);
    }

    /** The alignment of a type in bytes (psABI figure 3.1). */
    public static long alignment(Type type) {
        return switch (type.unqualified()) {
            case ArrayType array -> alignment(array.element());
            case StructType struct -> struct.alignment();
            case Type.ComplexType complex -> alignment(complex.part());
            case Type.MemberPointerType _ -> Long.BYTES;
            case FloatType number when number.format() == FloatFormat.X87 -> FloatFormat.EXTENDED.size();
            default -> Math.max(type.size(), 1);
        };
    }

    /** A pointer to {@code target}. */
    public static PointerType pointerTo(Type target) {
        return new PointerType(target);
    }

    /** An array of {@code count} elements. */
    public static ArrayType arrayOf(Type element, long count) {
        return new ArrayType(element, count);
    }

    /** {@code type} with the qualifiers added to those that it has; those of an array are its elements'. */
    public static Type qualified(Type type, boolean isConst, boolean isVolatile) {
        return qualified(type, isConst, isVolatile, "");
    }

    /** As {@link #qualified(Type, boolean, boolean)}, with {@code restrict}, {@code _Atomic} or nothing more. */
    public static Type qualified(Type type, boolean isConst, boolean isVolatile, String extra) {
        if (!isConst && !isVolatile && extra.isEmpty()) {
            return type;
        }
        return switch (type) {
            case QualifiedType(Type base, boolean wasConst, boolean wasVolatile, String had) ->
                new QualifiedType(base, wasConst || isConst, wasVolatile || isVolatile, extra.isEmpty() ? had : extra);
            case ArrayType array ->
                new ArrayType(
                        qualified(array.element(), isConst, isVolatile, extra),
                        array.count(),
                        array.lower(),
                        array.vector());
            default -> new QualifiedType(type, isConst, isVolatile, extra);
        };
    }

    /** {@code type} without qualifiers, but with its typedefs. */
    public static Type withoutQualifiers(Type type) {
        return type instanceof QualifiedType qualified ? withoutQualifiers(qualified.base()) : type;
    }

    /**
     * Whether two types are one for the program, though each unit may have described it: of one name if they have one,
     * else of one structure.
     */
    public static boolean same(Type left, Type right) {
        Type a = left.unqualified();
        Type b = right.unqualified();
        if (a.equals(b)) {
            return true;
        }
        return switch (a) {
            case StructType one ->
                b instanceof StructType other
                        && !one.tag().isEmpty()
                        && one.tag().equals(other.tag())
                        && one.kind() == other.kind();
            case EnumType one ->
                b instanceof EnumType other && !one.tag().isEmpty() && one.tag().equals(other.tag());
            case PointerType(Type one) -> b instanceof PointerType(Type other) && same(one, other);
            case ArrayType one ->
                b instanceof ArrayType other && one.count() == other.count() && same(one.element(), other.element());
            default -> false;
        };
    }

    /**
     * The type as one of characters; empty if its values are numbers. In C the names of typedefs tell which of the integers
     * are wide characters.
     */
    public static Optional<IntegerType> character(Type type) {
        Type at = type;
        while (true) {
            switch (at) {
                case QualifiedType qualified -> at = qualified.base();
                case TypedefType typedef -> {
                    CharacterKind kind = wideKind(typedef.typeName());
                    if (kind != CharacterKind.NUMBER && typedef.unqualified() instanceof IntegerType integer) {
                        return Optional.of(new IntegerType(integer.typeName(), integer.size(), integer.signed(), kind));
                    }
                    at = typedef.target();
                }
                case IntegerType integer -> {
                    return integer.text() == CharacterKind.NUMBER ? Optional.empty() : Optional.of(integer);
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
    }

    /** The kind of character that a type of this name holds. */
    public static CharacterKind wideKind(String name) {
        return switch (name) {
            case "wchar_t" -> CharacterKind.WIDE;
            case "char16_t" -> CharacterKind.UTF16;
            case "char32_t" -> CharacterKind.UTF32;
            default -> CharacterKind.NUMBER;
        };
    }

    /** Whether the type is one of the integers, a truth value, an enumeration or a set of flags. */
    public static boolean isIntegral(Type type) {
        return switch (type.unqualified()) {
            case IntegerType _, BooleanType _, FlagsType _, EnumType _ -> true;
            default -> false;
        };
    }

    /** The type that gdb's target descriptions give a register. */
    public static Type of(Register register) {
        return switch (register.format()) {
            case SIGNED, UNSIGNED -> registerInteger(register);
            case CODE_POINTER -> CODE_POINTER;
            case DATA_POINTER -> VOID_POINTER;
            case EFLAGS -> new FlagsType(FlagRegister.EFLAGS);
            case MXCSR -> new FlagsType(FlagRegister.MXCSR);
            case FLOAT80 -> X87;
            case VECTOR -> vectorOf(register.size());
        };
    }

    private static Type registerInteger(Register register) {
        return switch (register.kind()) {
            // gdb widens the 16-bit control words.
            case X87_CONTROL -> INT;
            case SYSTEM -> register.size() == Long.BYTES ? LONG : sized(register);
            default -> sized(register);
        };
    }

    private static IntegerType sized(Register register) {
        boolean signed = register.format() == dev.sonde.engine.x86_64.RegisterFormat.SIGNED;
        return number((signed ? "int" : "uint") + register.size() * Byte.SIZE + "_t", register.size(), signed);
    }

    private static StructType vectorOf(int size) {
        StructType union = VECTORS.get(size);
        if (union == null) {
            throw new IllegalArgumentException("no vector register has " + size + " bytes");
        }
        return union;
    }

    private static StructType vectorUnion(int size) {
        List<Member> members = new ArrayList<>();
        if (size == Long.BYTES) {
            members.add(new Member("uint64", number("uint64_t", 8, false), 0));
            for (int element : List.of(4, 2, 1)) {
                members.add(vectorMember("int" + element * Byte.SIZE, signedInteger(element), size));
            }
            return StructType.union("vec64", size, members);
        }
        members.add(vectorMember("bfloat16", BFLOAT16, size));
        members.add(vectorMember("half", REGISTER_HALF, size));
        members.add(vectorMember("float", FLOAT, size));
        members.add(vectorMember("double", DOUBLE, size));
        for (int element : List.of(1, 2, 4, 8)) {
            members.add(vectorMember("int" + element * Byte.SIZE, signedInteger(element), size));
        }
        if (size == REGISTER_INT128.size()) {
            members.add(new Member("uint128", REGISTER_UINT128, 0));
        } else {
            members.add(vectorMember("int128", REGISTER_INT128, size));
        }
        return StructType.union("vec" + size * Byte.SIZE, size, members);
    }

    static IntegerType signedInteger(int size) {
        return number("int" + size * Byte.SIZE + "_t", size, true);
    }

    private static Member vectorMember(String title, Type element, int size) {
        long count = size / element.size();
        return new Member("v" + count + "_" + title, arrayOf(element, count), 0);
    }
}

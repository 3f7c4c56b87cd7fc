package dev.sonde.engine.expression;

import dev.sonde.engine.value.FloatFormat;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.CharacterKind;
import dev.sonde.engine.value.Type.FloatType;
import dev.sonde.engine.value.Type.IntegerType;
import dev.sonde.engine.value.Types;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types that Rust itself has, named and laid out as rustc describes them. */
final class RustTypes {
    static final IntegerType I32 = integer("i32", 4, true);
    static final IntegerType I64 = integer("i64", 8, true);
    static final IntegerType I128 = integer("i128", 16, true);
    static final IntegerType U8 = integer("u8", 1, false);
    static final IntegerType CHAR = new IntegerType("char", 4, false, CharacterKind.UTF32);
    static final FloatType F64 = new FloatType("f64", FloatFormat.DOUBLE);

    private static final Map<String, Type> NAMED = Stream.of(
                    I32,
                    I64,
                    I128,
                    U8,
                    F64,
                    integer("i8", 1, true),
                    integer("i16", 2, true),
                    integer("isize", 8, true),
                    integer("u16", 2, false),
                    integer("u32", 4, false),
                    integer("u64", 8, false),
                    integer("u128", 16, false),
                    integer("usize", 8, false),
                    new FloatType("f32", FloatFormat.SINGLE),
                    CHAR,
                    Types.BOOL)
            .collect(Collectors.toUnmodifiableMap(Type::name, type -> type));

    private RustTypes() {}

    private static IntegerType integer(String name, long size, boolean signed) {
        return new IntegerType(name, size, signed, CharacterKind.NUMBER);
    }

    static Optional<Type> named(String name) {
        return Optional.ofNullable(NAMED.get(name));
    }
}

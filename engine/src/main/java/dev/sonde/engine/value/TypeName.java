package dev.sonde.engine.value;

import dev.sonde.engine.value.Type.ArrayType;
import dev.sonde.engine.value.Type.FunctionType;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.Type.QualifiedType;
import java.util.stream.Collectors;

/** C's inside-out notation of types (C17 section 6.7.7), spaced as gdb spaces it. */
final class TypeName {
    private TypeName() {}

    static String of(Type type) {
        return declare(type, "");
    }

    /** The type around a declarator that is built from the inside. */
    private static String declare(Type type, String inner) {
        return switch (type) {
            case PointerType(Type target) -> declare(target, pointer(target, "*" + inner));
            case QualifiedType(PointerType(Type target), boolean isConst, boolean isVolatile) ->
                declare(target, pointer(target, "* " + qualifiers(isConst, isVolatile) + inner));
            case ArrayType(Type element, long count) ->
                declare(element, (inner.isEmpty() ? " " : inner) + "[" + count + "]");
            case FunctionType function -> declare(function.result(), inner + parameters(function));
            case QualifiedType(Type base, boolean isConst, boolean isVolatile) ->
                join(qualifiers(isConst, isVolatile) + " " + of(base), inner);
            case Type.VoidType _ -> join("void", inner);
            case Type.IntegerType integer -> join(integer.typeName(), inner);
            case Type.BooleanType bool -> join(bool.typeName(), inner);
            case Type.FloatType number -> join(number.typeName(), inner);
            case Type.FlagsType flags -> join(flags.register().typeName(), inner);
            case Type.UnionType union -> join("union " + union.typeName(), inner);
            case Type.UntypedType untyped -> join(untyped.kind().typeName(), inner);
        };
    }

    private static String pointer(Type target, String inner) {
        return target instanceof ArrayType || target instanceof FunctionType ? "(" + inner + ")" : inner;
    }

    private static String join(String name, String inner) {
        boolean close = inner.isEmpty() || inner.startsWith(" ");
        return close ? name + inner : name + " " + inner;
    }

    private static String qualifiers(boolean isConst, boolean isVolatile) {
        return (isConst ? "const" : "") + (isConst && isVolatile ? " " : "") + (isVolatile ? "volatile" : "");
    }

    private static String parameters(FunctionType function) {
        return function.parameters()
                .map(list -> list.isEmpty()
                        ? "(void)"
                        : list.stream().map(TypeName::of).collect(Collectors.joining(", ", "(", ")")))
                .orElse("()");
    }
}

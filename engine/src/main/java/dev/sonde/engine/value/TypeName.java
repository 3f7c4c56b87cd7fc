package dev.sonde.engine.value;

import dev.sonde.engine.value.Type.ArrayType;
import dev.sonde.engine.value.Type.FunctionType;
import dev.sonde.engine.value.Type.MemberPointerType;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.Type.QualifiedType;
import dev.sonde.engine.value.Type.ReferenceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** C's inside-out notation of types (C17 section 6.7.7), spaced as gdb spaces it; Rust's for types of Rust. */
final class TypeName {
    private final SourceLanguage language;
    private final Map<String, String> names;

    private TypeName(SourceLanguage language, Map<String, String> names) {
        this.language = language;
        this.names = names;
    }

    static String of(Type type) {
        return new TypeName(SourceLanguage.C, Map.of()).declare(type, "");
    }

    static String of(Type type, SourceLanguage language) {
        return new TypeName(language, Map.of()).declare(type, "");
    }

    /** The declaration of {@code name}, with other names for the types of which {@code names} has the usual one. */
    static String declaration(Type type, String name, SourceLanguage language, Map<String, String> names) {
        return new TypeName(language, names).declare(type, name);
    }

    /** Where the name itself starts behind its last scope, less the two colons; -1 when it has no scope. */
    static int lastScope(String name) {
        int depth = 0;
        for (int i = name.length() - 1; i > 0; i--) {
            char c = name.charAt(i);
            if (c == '>' || c == ')' || c == '}' || c == ']') {
                depth++;
            } else if (c == '<' || c == '(' || c == '{' || c == '[') {
                depth--;
            } else if (depth == 0 && c == ':' && name.charAt(i - 1) == ':') {
                return i - 1;
            }
        }
        return -1;
    }

    /** A name without its scopes. */
    static String withoutScopes(String name) {
        int scope = lastScope(name);
        return scope < 0 ? name : name.substring(scope + 2);
    }

    /** The type around a declarator that is built from the inside. */
    private String declare(Type type, String inner) {
        if (language == SourceLanguage.RUST) {
            return rust(type);
        }
        return switch (type) {
            case PointerType(Type target) -> declare(target, pointer(target, "*" + inner));
            case ReferenceType(Type target, boolean rvalue) ->
                declare(target, pointer(target, (rvalue ? "&&" : "&") + inner));
            case MemberPointerType(Type target, Type owner) ->
                declare(target, pointer(target, declare(owner, "") + "::*" + inner));
            case QualifiedType(PointerType(Type target), var _, var _, var _) ->
                declare(target, pointer(target, "* " + qualifiers((QualifiedType) type) + separated(inner)));
            case QualifiedType(MemberPointerType(Type target, Type owner), var _, var _, var _) ->
                declare(
                        target,
                        pointer(
                                target,
                                declare(owner, "") + "::* " + qualifiers((QualifiedType) type) + separated(inner)));
            case ArrayType array
            when array.vector() ->
                join(declare(array.element(), "") + " __attribute__ ((vector_size(" + array.count() + ")))", inner);
            case ArrayType array ->
                declare(array.element(), inner + "[" + (array.count() < 0 ? "" : array.count()) + "]");
            case Type.DynamicArrayType(Type element, var _) -> declare(element, inner + "[variable length]");
            case FunctionType function -> declare(function.result(), inner + parameters(function));
            case QualifiedType qualified -> join(qualifiers(qualified) + " " + declare(qualified.base(), ""), inner);
            case Type.VoidType _ -> join("void", inner);
            case Type.IntegerType integer -> named(integer.typeName(), inner);
            case Type.BooleanType bool -> named(bool.typeName(), inner);
            case Type.FloatType number -> named(number.typeName(), inner);
            case Type.DecimalType number -> named(number.typeName(), inner);
            case Type.ComplexType number -> named(number.typeName(), inner);
            case Type.FlagsType flags -> join(flags.register().typeName(), inner);
            case Type.UntypedType untyped -> join(untyped.kind().typeName(), inner);
            case TypedefType typedef -> named(typedef.typeName(), inner);
            case StructType struct -> named(tagged(struct.kind().keyword(), struct.tag(), struct.language()), inner);
            case EnumType enumeration -> named(tagged("enum", enumeration.tag(), enumeration.language()), inner);
        };
    }

    private String named(String usual, String inner) {
        return join(names.getOrDefault(usual, usual), inner);
    }

    private static String tagged(String keyword, String tag, SourceLanguage of) {
        if (tag.isEmpty()) {
            return keyword + " {...}";
        }
        return of.hasScopes() ? tag : keyword + " " + tag;
    }

    private static String pointer(Type target, String inner) {
        boolean binds = target instanceof FunctionType
                || target instanceof Type.DynamicArrayType
                || (target instanceof ArrayType array && !array.vector());
        return binds ? "(" + inner + ")" : inner;
    }

    private static String join(String name, String inner) {
        boolean close = inner.isEmpty() || inner.startsWith(" ");
        return close ? name + inner : name + " " + inner;
    }

    private static String separated(String inner) {
        return inner.isEmpty() || inner.startsWith(")") ? inner : " " + inner;
    }

    private static String qualifiers(QualifiedType type) {
        List<String> words = new ArrayList<>();
        if (type.isConst()) {
            words.add("const");
        }
        if (type.isVolatile()) {
            words.add("volatile");
        }
        if (!type.extra().isEmpty()) {
            words.add(type.extra());
        }
        return String.join(" ", words);
    }

    private String parameters(FunctionType function) {
        return function.parameters()
                .map(list -> list.isEmpty() && !function.variadic() ? "(void)" : listed(list, function.variadic()))
                .orElse("()");
    }

    private String listed(List<Type> parameters, boolean variadic) {
        String list = parameters.stream().map(type -> declare(type, "")).collect(Collectors.joining(", "));
        return "(" + list + (variadic ? (list.isEmpty() ? "..." : ", ...") : "") + ")";
    }

    private String rust(Type type) {
        return switch (type) {
            case PointerType(Type target) ->
                target.unqualified() instanceof FunctionType ? rust(target) : "*mut " + rust(target);
            case ReferenceType(Type target, var _) -> "&" + rust(target);
            case QualifiedType qualified -> rust(qualified.base());
            case ArrayType array -> "[" + rust(array.element()) + "; " + array.count() + "]";
            case FunctionType function ->
                "fn "
                        + function.parameters().orElse(List.of()).stream()
                                .map(this::rust)
                                .collect(Collectors.joining(", ", "(", ")"))
                        + (function.result().unqualified() instanceof Type.VoidType
                                ? ""
                                : " -> " + rust(function.result()));
            case Type.VoidType _ -> "()";
            case StructType struct -> struct.tag();
            case EnumType enumeration -> enumeration.tag();
            case TypedefType typedef -> typedef.typeName();
            case Type.IntegerType integer -> integer.typeName();
            case Type.BooleanType bool -> bool.typeName();
            case Type.FloatType number -> number.typeName();
            case MemberPointerType _,
                    Type.DynamicArrayType _,
                    Type.DecimalType _,
                    Type.ComplexType _,
                    Type.FlagsType _,
                    Type.UntypedType _ -> of(type);
        };
    }
}

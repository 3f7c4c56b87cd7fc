package dev.sonde.engine.variable;

import dev.sonde.engine.value.EnumType;
import dev.sonde.engine.value.ObjectParts;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import java.util.LinkedHashSet;
import java.util.Set;

/** The namespaces in which the functions of a type are (C++17 section 6.4.2, argument-dependent name lookup). */
final class AssociatedScopes {
    private AssociatedScopes() {}

    /** The scopes, each followed by two colons; that of a type without one is empty. */
    static Set<String> of(Type type) {
        Set<String> scopes = new LinkedHashSet<>();
        collect(type, scopes);
        return scopes;
    }

    private static void collect(Type type, Set<String> scopes) {
        switch (type.unqualified()) {
            case StructType struct -> ObjectParts.bases(struct).forEach(base -> scopes.add(scope(base.tag())));
            case EnumType enumeration -> scopes.add(scope(enumeration.tag()));
            case Type.PointerType(Type target) -> collect(target, scopes);
            case Type.ReferenceType(Type target, boolean _) -> collect(target, scopes);
            case Type.ArrayType array -> collect(array.element(), scopes);
            default -> {} // what the language itself has belongs to no namespace
        }
    }

    /** The part of a name before the last two colons that are outside of template arguments. */
    private static String scope(String name) {
        int depth = 0;
        int end = 0;
        for (int i = 0; i + 1 < name.length(); i++) {
            char c = name.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (depth == 0 && c == ':' && name.charAt(i + 1) == ':') {
                end = i + 2;
            }
        }
        return name.substring(0, end);
    }
}

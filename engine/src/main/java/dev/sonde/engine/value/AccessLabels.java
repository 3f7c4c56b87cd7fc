package dev.sonde.engine.value;

import org.jspecify.annotations.Nullable;

/** The labels {@code public:} and the like between the members of a class. */
final class AccessLabels {
    private final boolean onFields;
    private final int indentation;
    private final StringBuilder text;
    private @Nullable Access last;

    AccessLabels(StructType type, int level, int column, StringBuilder text) {
        onFields = needed(type);
        indentation = level + column;
        this.text = text;
    }

    /** Whether not all of a class is as its keyword says. */
    private static boolean needed(StructType type) {
        StructBody body = type.body();
        if (type.kind() == StructType.Kind.CLASS) {
            return body.members().stream().anyMatch(member -> member.access() != Access.PRIVATE)
                    || body.methods().stream().anyMatch(method -> method.access() != Access.PRIVATE)
                    || body.typedefs().stream().anyMatch(typedef -> typedef.access() != Access.PRIVATE);
        }
        return body.members().stream().anyMatch(member -> member.access() != Access.PUBLIC)
                || body.methods().stream().anyMatch(method -> method.access() != Access.PUBLIC)
                || body.typedefs().stream().anyMatch(typedef -> typedef.access() != Access.PUBLIC);
    }

    void forField(Access access) {
        if (onFields) {
            forMethod(access);
        }
    }

    void forMethod(Access access) {
        if (access != last) {
            text.repeat(' ', indentation).append(access.keyword()).append(":\n");
            last = access;
        }
    }

    boolean isAny() {
        return last != null;
    }
}

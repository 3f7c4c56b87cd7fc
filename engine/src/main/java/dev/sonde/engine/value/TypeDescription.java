package dev.sonde.engine.value;

import dev.sonde.engine.value.Type.ArrayType;
import dev.sonde.engine.value.Type.FunctionType;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.Type.QualifiedType;
import dev.sonde.engine.value.Type.ReferenceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The definitions of types as gdb's {@code ptype} writes them, with offsets and holes if they are asked for. */
public final class TypeDescription {
    private static final String MARK = "\u0001";
    private static final int INDENTATION = 4;

    private final SourceLanguage language;
    private final boolean offsets;

    private TypeDescription(SourceLanguage language, boolean offsets) {
        this.language = language;
        this.offsets = offsets;
    }

    /** The definition behind all typedefs. */
    public static String of(Type type, SourceLanguage language) {
        return language == SourceLanguage.RUST
                ? RustDescription.of(type)
                : new TypeDescription(language, false).describe(type, "", 1, 0, Map.of(), 0);
    }

    /** The same with the offset and the size of each member; the first line has a title if the type is no typedef. */
    public static String withOffsets(Type type, SourceLanguage language) {
        if (!(type.unqualified() instanceof StructType)) {
            return "type = " + of(type, language);
        }
        String title = type instanceof TypedefType ? "" : OffsetColumn.TITLE;
        return title + "type = " + new TypeDescription(language, true).describe(type, "", 1, 0, Map.of(), 0);
    }

    /**
     * A declaration whose type is written out.
     *
     * @param show how deep structures are written out: 1 for this one, 0 for unnamed ones only
     * @param bits where an object of the type starts in the outermost one
     */
    private String describe(Type type, String name, int show, int level, Map<String, String> names, long bits) {
        Type base = innermost(type, show > 0);
        String text = switch (base) {
            case StructType struct
            when show > 0 || (struct.tag().isEmpty() && show == 0) -> struct(struct, show, level, bits);
            case EnumType enumeration
            when show > 0 || (enumeration.tag().isEmpty() && show == 0) -> enumeration(enumeration);
            default -> "";
        };
        if (text.isEmpty()) {
            return TypeName.declaration(show > 0 ? around(type, base) : type, name, language, names);
        }
        Type marked = around(type, new TypedefType(MARK, MARK, () -> base));
        return TypeName.declaration(marked, name, language, names).replace(MARK, text);
    }

    /** What pointers, arrays, functions and qualifiers are put around. */
    private static Type innermost(Type type, boolean throughTypedefs) {
        return switch (type) {
            case PointerType(Type target) -> innermost(target, throughTypedefs);
            case ReferenceType(Type target, boolean _) -> innermost(target, throughTypedefs);
            case ArrayType array -> innermost(array.element(), throughTypedefs);
            case FunctionType function -> innermost(function.result(), throughTypedefs);
            case QualifiedType qualified -> innermost(qualified.base(), throughTypedefs);
            case TypedefType typedef when throughTypedefs -> innermost(typedef.target(), true);
            case StructType struct -> struct.unqualified();
            default -> type;
        };
    }

    /** The type with {@code base} in the place of its innermost one. */
    private static Type around(Type type, Type base) {
        return switch (type) {
            case PointerType(Type target) -> new PointerType(around(target, base));
            case ReferenceType(Type target, boolean rvalue) -> new ReferenceType(around(target, base), rvalue);
            case ArrayType array ->
                new ArrayType(around(array.element(), base), array.count(), array.lower(), array.vector());
            case FunctionType function ->
                new FunctionType(around(function.result(), base), function.parameters(), function.variadic());
            case QualifiedType qualified ->
                Types.qualified(
                        around(qualified.base(), base), qualified.isConst(), qualified.isVolatile(), qualified.extra());
            case TypedefType typedef -> around(typedef.target(), base);
            default -> base;
        };
    }

    private String enumeration(EnumType type) {
        StringBuilder text = new StringBuilder("enum ");
        if (type.isScoped()) {
            text.append("class ");
        }
        if (!type.tag().isEmpty()) {
            text.append(type.tag()).append(' ');
        }
        if (type.language() == SourceLanguage.CPLUSPLUS) {
            type.underlying()
                    .ifPresent(underlying -> text.append(": ")
                            .append(underlying.unqualified().name())
                            .append(' '));
        }
        text.append('{');
        long expected = 0;
        String separator = "";
        for (EnumType.Enumerator enumerator : type.enumerators()) {
            text.append(separator).append(type.qualified(enumerator));
            if (enumerator.value() != expected) {
                text.append(" = ").append(enumerator.value());
            }
            expected = enumerator.value() + 1;
            separator = ", ";
        }
        return text.append('}').toString();
    }

    private String struct(StructType type, int show, int level, long bits) {
        StringBuilder text = new StringBuilder(type.kind().keyword()).append(' ');
        if (!type.tag().isEmpty()) {
            text.append(type.tag()).append(' ');
        }
        Map<String, String> names = new HashMap<>();
        arguments(type, text, names);
        bases(type, text);
        text.append("{\n");
        for (StructBody.NestedTypedef typedef : type.body().typedefs()) {
            names.putIfAbsent(typedef.type().typeName(), typedef.name());
        }
        OffsetColumn column = new OffsetColumn(type, bits);
        members(type, show, level, names, column, text);
        if (offsets) {
            column.finish(text, level);
            text.repeat(' ', OffsetColumn.WIDTH + (level == 0 ? 2 : 0));
        }
        return text.repeat(' ', level).append('}').toString();
    }

    private static void arguments(StructType type, StringBuilder text, Map<String, String> names) {
        String separator = "[with ";
        for (StructBody.TemplateArgument argument : type.body().arguments()) {
            String name = argument.type().name();
            text.append(separator).append(argument.name()).append(" = ").append(name);
            names.putIfAbsent(name, argument.name());
            separator = ", ";
        }
        if (!type.body().arguments().isEmpty()) {
            text.append("] ");
        }
    }

    private static void bases(StructType type, StringBuilder text) {
        String separator = ": ";
        for (BaseClass base : type.bases()) {
            text.append(separator).append(base.access().keyword());
            text.append(base.isVirtual() ? " virtual " : " ").append(base.type().name());
            separator = ", ";
        }
        if (!type.bases().isEmpty()) {
            text.append(' ');
        }
    }

    private void members(
            StructType type, int show, int level, Map<String, String> names, OffsetColumn column, StringBuilder text) {
        StructBody body = type.body();
        List<Method> methods =
                body.methods().stream().filter(method -> !method.artificial()).toList();
        AccessLabels labels = new AccessLabels(type, level + 2, offsets ? OffsetColumn.WIDTH : 0, text);
        if (body.members().isEmpty()
                && type.bases().isEmpty()
                && body.methods().isEmpty()
                && body.typedefs().isEmpty()) {
            indent(text, level + INDENTATION);
            text.append(type.isComplete() ? "<no data fields>\n" : "<incomplete type>\n");
        }
        for (Member member : body.members()) {
            if (!member.name().startsWith("_vptr")) {
                labels.forField(member.access());
                member(member, show, level + INDENTATION, names, column, text);
            }
        }
        if (offsets) {
            return;
        }
        if (!methods.isEmpty() && labels.isAny()) {
            text.append('\n');
        }
        for (Method method : methods) {
            labels.forMethod(method.access());
            text.repeat(' ', level + INDENTATION)
                    .append(method(type, method, names))
                    .append('\n');
        }
        if (!body.typedefs().isEmpty()
                && (!body.members().isEmpty() || !body.methods().isEmpty())) {
            text.append('\n');
        }
        for (StructBody.NestedTypedef typedef : body.typedefs()) {
            labels.forField(typedef.access());
            text.repeat(' ', level + INDENTATION)
                    .append("typedef ")
                    .append(TypeName.declaration(typedef.type().target(), typedef.name(), language, Map.of()))
                    .append(";\n");
        }
    }

    private void indent(StringBuilder text, int level) {
        text.repeat(' ', level + (offsets ? OffsetColumn.WIDTH : 0));
    }

    private void member(
            Member member, int show, int level, Map<String, String> names, OffsetColumn column, StringBuilder text) {
        if (offsets) {
            column.member(text, member);
        }
        text.repeat(' ', level);
        if (member.isStatic()) {
            text.append("static ");
        }
        // With offsets, what is inside is of interest too.
        boolean inner = member.type() instanceof StructType struct && (offsets || struct.isUnion());
        int depth = inner && !member.isStatic() && show > 0 && (offsets || isUnnamed(member.type())) ? show : show - 1;
        text.append(describe(member.type(), member.name(), depth, level, names, column.start(member)));
        if (member.isBitField()) {
            text.append(" : ").append(member.bitSize());
        }
        text.append(";\n");
    }

    private static boolean isUnnamed(Type type) {
        return type instanceof StructType struct && struct.tag().isEmpty();
    }

    private String method(StructType type, Method method, Map<String, String> names) {
        StringBuilder text = new StringBuilder();
        if (method.isVirtual() && !method.name().startsWith("~")) {
            text.append("virtual ");
        } else if (method.isStatic()) {
            text.append("static ");
        }
        String own = TypeName.withoutScopes(type.tag());
        int template = own.indexOf('<');
        String plain = template < 0 ? own : own.substring(0, template);
        boolean unreturning = method.name().equals(plain)
                || method.name().equals(own)
                || method.name().startsWith("~")
                || (method.name().startsWith("operator ") && method.type().result() instanceof Type.VoidType);
        if (!unreturning) {
            text.append(TypeName.declaration(method.type().result(), "", language, names))
                    .append(' ');
        }
        text.append(method.name()).append('(');
        String separator = "";
        for (Type parameter : method.shown()) {
            text.append(separator).append(TypeName.declaration(parameter, "", language, names));
            separator = ", ";
        }
        if (method.type().variadic()) {
            text.append(separator).append("...");
        } else if (method.shown().isEmpty()) {
            text.append("void");
        }
        return text.append(method.isConst() ? ") const;" : ");").toString();
    }
}

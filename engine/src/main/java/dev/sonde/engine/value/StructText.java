package dev.sonde.engine.value;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.value.Value.Aggregate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Structures, classes and unions of C and C++: bases first, then members, in braces. */
final class StructText {
    private static final String VTABLE_POINTER = "_vptr";

    private final ValueFormatter formatter;
    private final boolean pretty;
    /** Virtual bases are written once for a whole object. */
    private final Set<String> virtualBases = new HashSet<>();

    StructText(ValueFormatter formatter) {
        this.formatter = formatter;
        pretty = formatter.options().has(PrintFlag.PRETTY);
    }

    String text(Aggregate value, StructType type, Optional<Format> format, int depth) {
        StringBuilder text = new StringBuilder("{");
        List<BaseClass> bases = type.bases();
        for (BaseClass base : bases) {
            base(text, value, base, format, depth);
        }
        List<Member> members = type.members();
        if (members.isEmpty()) {
            text.append("<No data fields>");
        } else {
            members(text, value, type, format, depth);
            if (pretty) {
                newLine(text, depth);
            }
        }
        return text.append('}').toString();
    }

    private void base(StringBuilder text, Aggregate value, BaseClass base, Optional<Format> format, int depth) {
        String name = base.type().name();
        if (base.isVirtual() && !virtualBases.add(name)) {
            return;
        }
        if (pretty) {
            newLine(text, depth + 1);
        }
        text.append('<').append(name).append("> = ");
        try {
            Value part = ObjectParts.base(value, base, formatter.memory());
            text.append(
                    part instanceof Aggregate whole && base.type().unqualified() instanceof StructType type
                            ? text(whole, type, format, depth + 1)
                            : formatter.text(part, format, depth + 1, false));
        } catch (DebugException e) {
            text.append("<invalid address>");
        }
        text.append(", ");
    }

    private void members(StringBuilder text, Aggregate value, StructType type, Optional<Format> format, int depth) {
        boolean first = true;
        for (Member member : type.members()) {
            if (member.isStatic() && !formatter.options().has(PrintFlag.STATIC_MEMBERS)) {
                continue;
            }
            if (!first) {
                text.append(pretty ? "," : ", ");
            } else if (pretty && !type.bases().isEmpty()) {
                newLine(text, depth + 1);
                text.append("members of ").append(type.tag()).append(':');
            }
            first = false;
            if (pretty) {
                newLine(text, depth + 1);
            }
            if (member.isStatic()) {
                text.append("static ");
            }
            text.append(member.name());
            if (!member.name().isEmpty()) {
                text.append(" = ");
            }
            text.append(member(value, member, format, depth));
        }
    }

    private String member(Aggregate value, Member member, Optional<Format> format, int depth) {
        if (member.outside().isPresent()) {
            Member.StaticMember outside = member.outside().get();
            Optional<Value> known =
                    outside.constant().or(() -> formatter.model().staticMember(outside.qualifiedName()));
            return known.map(found -> formatter.text(found, format, depth + 1, false))
                    .orElse("<optimized out>");
        }
        Value part = Values.member(value, member);
        boolean vtable = member.artificial() && member.name().startsWith(VTABLE_POINTER);
        if (vtable && part instanceof Value.Scalar scalar) {
            return formatter.address(scalar.bits());
        }
        return formatter.text(part, format, depth + 1, false);
    }

    private static void newLine(StringBuilder text, int depth) {
        text.append('\n').repeat("  ", depth);
    }
}

package dev.sonde.engine.value;

import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Structures, tuples, enumerations, strings and slices of Rust, as gdb writes them in Rust's notation. */
final class RustText {
    private static final String DATA = "data_ptr";
    private static final String LENGTH = "length";
    private static final int ASCII_END = 0x7f;

    private final ValueFormatter formatter;

    RustText(ValueFormatter formatter) {
        this.formatter = formatter;
    }

    /** A character between single quotes. */
    static String character(long point) {
        String text = switch ((int) point) {
            case 0 -> "\\0";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\\' -> "\\\\";
            case '\'' -> "\\'";
            default ->
                point >= ' ' && point < ASCII_END
                        ? Character.toString((int) point)
                        : point <= 0xff
                                ? String.format(Locale.ROOT, "\\x%02x", point)
                                : String.format(Locale.ROOT, "\\u{%06x}", point);
        };
        return "'" + text + "'";
    }

    String text(Aggregate value, StructType type, Optional<Format> format, int depth) {
        Optional<VariantPart> variants = type.body().variants();
        if (variants.isPresent()) {
            return variant(value, type, variants.get(), format, depth);
        }
        if (type.tag().startsWith("&")
                && type.member(DATA).isPresent()
                && type.member(LENGTH).isPresent()) {
            return slice(value, type, format, depth);
        }
        List<Member> members = data(type);
        if (isTuple(type)) {
            return fields(value, members, "(", ")", format, depth);
        }
        if (members.isEmpty()) {
            return type.tag();
        }
        return type.tag() + " " + body(value, members, format, depth);
    }

    private String body(Aggregate value, List<Member> members, Optional<Format> format, int depth) {
        return isPositional(members)
                ? fields(value, members, "(", ")", format, depth)
                : fields(value, members, "{", "}", format, depth);
    }

    private String variant(Aggregate value, StructType type, VariantPart part, Optional<Format> format, int depth) {
        Optional<VariantPart.Variant> variant = part.discriminant()
                .flatMap(member -> Values.member(value, member) instanceof Scalar number
                        ? part.variant(number.bits())
                        : Optional.empty())
                .or(() ->
                        part.discriminant().isEmpty() ? part.variants().stream().findFirst() : Optional.empty());
        if (variant.isEmpty()) {
            return type.tag() + "::<invalid discriminant>";
        }
        Member member = variant.get().member();
        String name = type.tag() + "::" + member.name();
        if (!(member.type().unqualified() instanceof StructType struct)
                || !(Values.member(value, member) instanceof Aggregate inner)) {
            return name;
        }
        List<Member> members = data(struct);
        return members.isEmpty() ? name : name + body(inner, members, format, depth);
    }

    private String slice(Aggregate value, StructType type, Optional<Format> format, int depth) {
        Value data = Values.member(value, type.member(DATA).orElseThrow());
        Value length = Values.member(value, type.member(LENGTH).orElseThrow());
        if (!(data instanceof Scalar pointer)
                || !(length instanceof Scalar count)
                || !(pointer.type().unqualified() instanceof Type.PointerType(Type element))) {
            return "<invalid slice>";
        }
        long units = Math.min(Math.max(count.bits(), 0), Integer.MAX_VALUE / 16);
        Value elements = Values.load(formatter.memory(), Types.arrayOf(element, units), pointer.bits());
        if (type.tag().equals("&str") || type.tag().equals("&mut str")) {
            return string(pointer.bits(), units);
        }
        return type.tag() + " " + formatter.text(elements, format, depth + 1, false);
    }

    private String string(long address, long length) {
        int wanted = (int) Math.min(length, formatter.options().elementLimit());
        byte[] bytes = formatter.memory().map(m -> m.readUpTo(address, wanted)).orElse(new byte[0]);
        if (bytes.length < wanted) {
            return "<error: " + new Missing.Unreadable(address + bytes.length, 1).sentence() + ">";
        }
        return CharacterText.string(Types.CHAR, bytes, wanted, length > wanted, formatter.options());
    }

    private String fields(
            Aggregate value, List<Member> members, String open, String close, Optional<Format> format, int depth) {
        boolean pretty = formatter.options().has(PrintFlag.PRETTY);
        boolean named = open.equals("{");
        StringBuilder text = new StringBuilder(open);
        for (int i = 0; i < members.size(); i++) {
            text.append(i == 0 ? "" : pretty ? "," : ", ");
            if (pretty) {
                text.append('\n').repeat("  ", depth + 1);
            }
            Member member = members.get(i);
            if (named) {
                text.append(member.name()).append(": ");
            }
            text.append(formatter.text(Values.member(value, member), format, depth + 1, false));
        }
        if (pretty && !members.isEmpty()) {
            text.append('\n').repeat("  ", depth);
        }
        return text.append(close).toString();
    }

    private static boolean isTuple(StructType type) {
        return type.tag().startsWith("(");
    }

    private static boolean isPositional(List<Member> members) {
        return !members.isEmpty() && members.getFirst().name().equals("__0");
    }

    private static List<Member> data(StructType type) {
        return type.members().stream().filter(member -> !member.isStatic()).toList();
    }
}

package dev.sonde.engine.syscall;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Named constants, of which a value is either one or a combination. */
final class ConstantSet {
    private record Constant(String name, long value, long mask) {}

    private enum Kind {
        ENUM,
        FLAGS,
        FLAGS_AND_MODE
    }

    private final Kind kind;
    private final String unknown;
    private final List<Constant> constants;

    private ConstantSet(Kind kind, String unknown, List<Constant> constants) {
        this.kind = kind;
        this.unknown = unknown;
        this.constants = constants;
    }

    /** Parses a set of {@code constants.txt}: its first line and the lines of its constants. */
    static ConstantSet parse(List<String> lines) {
        List<String> header = ResourceText.words(lines.getFirst());
        Kind kind = switch (header.get(1)) {
            case "enum" -> Kind.ENUM;
            case "flags" -> Kind.FLAGS;
            case "flags+mode" -> Kind.FLAGS_AND_MODE;
            default -> throw new IllegalStateException("not a kind of constants: " + header);
        };
        var constants = new ArrayList<Constant>();
        for (String line : lines.subList(1, lines.size())) {
            for (String word : ResourceText.words(line)) {
                constants.add(constant(word));
            }
        }
        return new ConstantSet(kind, header.get(2).equals("-") ? "" : header.get(2), constants);
    }

    private static Constant constant(String word) {
        int equals = word.indexOf('=');
        int slash = word.indexOf('/', equals);
        long value = ResourceText.number(word.substring(equals + 1, slash < 0 ? word.length() : slash));
        long mask = slash < 0 ? value : ResourceText.number(word.substring(slash + 1));
        return new Constant(word.substring(0, equals), value, mask);
    }

    /** Whether a value is a combination of constants. */
    boolean isFlags() {
        return kind != Kind.ENUM;
    }

    /** The value of the constant {@code name}. */
    OptionalLong value(String name) {
        for (Constant constant : constants) {
            if (constant.name().equals(name)) {
                return OptionalLong.of(constant.value());
            }
        }
        return OptionalLong.empty();
    }

    /** The text of {@code value}, whose unused higher bits are clear. */
    String format(long value) {
        return kind == Kind.ENUM ? one(value) : combination(value);
    }

    private String one(long value) {
        for (Constant constant : constants) {
            if (constant.value() == value) {
                return constant.name();
            }
        }
        return unnamed(value);
    }

    private String combination(long value) {
        var text = new StringBuilder();
        long rest = value;
        for (Constant constant : constants) {
            boolean matches = constant.mask() == 0 ? value == 0 : (rest & constant.mask()) == constant.value();
            if (matches) {
                text.append(text.isEmpty() ? "" : "|").append(constant.name());
                rest &= ~constant.mask();
            }
        }
        if (kind == Kind.FLAGS_AND_MODE) {
            return text.append(text.isEmpty() ? "" : "|")
                    .append(Scalars.octal(rest))
                    .toString();
        }
        if (text.isEmpty()) {
            return unnamed(rest);
        }
        return rest == 0
                ? text.toString()
                : text.append("|").append(Scalars.hex(rest)).toString();
    }

    private String unnamed(long value) {
        if (value == 0 && isFlags()) {
            return "0";
        }
        return unknown.isEmpty() ? Scalars.hex(value) : Scalars.hex(value) + " /* " + unknown + " */";
    }
}

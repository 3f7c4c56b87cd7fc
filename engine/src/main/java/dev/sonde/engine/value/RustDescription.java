package dev.sonde.engine.value;

import java.util.List;
import java.util.Optional;

/** The definitions of Rust's types as gdb's {@code ptype} writes them. */
final class RustDescription {
    private RustDescription() {}

    static String of(Type type) {
        return switch (type.unqualified()) {
            case StructType struct -> struct(struct);
            case EnumType enumeration -> {
                StringBuilder text =
                        new StringBuilder("enum ").append(enumeration.tag()).append(" {\n");
                enumeration
                        .enumerators()
                        .forEach(e -> text.append("  ").append(e.name()).append(",\n"));
                yield text.append('}').toString();
            }
            default -> type.name(SourceLanguage.RUST);
        };
    }

    private static String struct(StructType type) {
        Optional<VariantPart> variants = type.body().variants();
        if (variants.isPresent()) {
            StringBuilder text = new StringBuilder("enum ").append(type.tag()).append(" {\n");
            for (VariantPart.Variant variant : variants.get().variants()) {
                text.append("  ")
                        .append(variant.member().name())
                        .append(fields(variant.member()))
                        .append(",\n");
            }
            return text.append('}').toString();
        }
        List<Member> members = type.members();
        if (type.tag().startsWith("(")) {
            return type.tag();
        }
        if (members.isEmpty()) {
            return "struct " + type.tag();
        }
        boolean positional = members.getFirst().name().equals("__0");
        StringBuilder text = new StringBuilder("struct ").append(type.tag()).append(positional ? " (\n" : " {\n");
        for (Member member : members) {
            text.append("  ").append(declaration(member, positional)).append(",\n");
        }
        return text.append(positional ? ')' : '}').toString();
    }

    private static String fields(Member variant) {
        if (!(variant.type().unqualified() instanceof StructType struct)
                || struct.members().isEmpty()) {
            return "";
        }
        boolean positional = struct.members().getFirst().name().equals("__0");
        List<String> all = struct.members().stream()
                .map(member -> declaration(member, positional))
                .toList();
        return (positional ? "(" : "{") + String.join(", ", all) + (positional ? ")" : "}");
    }

    private static String declaration(Member member, boolean positional) {
        String type = member.type().name(SourceLanguage.RUST);
        return positional ? type : member.name() + ": " + type;
    }
}

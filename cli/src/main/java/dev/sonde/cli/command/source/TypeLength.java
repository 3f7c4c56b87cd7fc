package dev.sonde.cli.command.source;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import java.util.Optional;
import java.util.OptionalLong;

/** How many bytes a variable has. */
final class TypeLength {
    private static final int MAX_DEPTH = 64;

    private TypeLength() {}

    /** The length of what {@code variable} holds; empty if it is not known. */
    static OptionalLong of(Die variable) {
        Optional<Die> type = variable.holderOf(DwAt.DW_AT_type).flatMap(holder -> holder.reference(DwAt.DW_AT_type));
        return type.isPresent() ? length(type.get(), 0) : OptionalLong.empty();
    }

    private static OptionalLong length(Die declared, int depth) {
        if (depth > MAX_DEPTH) {
            return OptionalLong.empty();
        }
        Die type = declared.completed().orElse(declared);
        OptionalLong own = type.constant(DwAt.DW_AT_byte_size);
        if (own.isPresent()) {
            return own;
        }
        return switch (type.tag()) {
            case DwTag.DW_TAG_pointer_type, DwTag.DW_TAG_reference_type, DwTag.DW_TAG_rvalue_reference_type ->
                OptionalLong.of(type.unit().encoding().addressSize());
            case DwTag.DW_TAG_subroutine_type -> OptionalLong.of(1);
            default -> {
                Optional<Die> target = type.reference(DwAt.DW_AT_type);
                OptionalLong length = target.isPresent() ? length(target.get(), depth + 1) : OptionalLong.empty();
                yield type.tag() == DwTag.DW_TAG_array_type && length.isPresent()
                        ? OptionalLong.of(length.getAsLong() * count(type))
                        : length;
            }
        };
    }

    /** How many elements an array has in all of its dimensions; 0 where that is known only while it exists. */
    private static long count(Die array) {
        long count = 1;
        for (Die dimension : array.children()) {
            if (dimension.tag() == DwTag.DW_TAG_subrange_type) {
                OptionalLong upper = dimension.constant(DwAt.DW_AT_upper_bound);
                long elements = upper.isPresent()
                        ? upper.getAsLong()
                                - dimension.constant(DwAt.DW_AT_lower_bound).orElse(0)
                                + 1
                        : dimension.constant(DwAt.DW_AT_count).orElse(0);
                count *= Math.max(0, elements);
            }
        }
        return count;
    }
}

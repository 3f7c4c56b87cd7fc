package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a caller says of one of its calls.
 *
 * @param callee the function that is called, if the call names one
 * @param passed what it passes
 */
record CallDescription(Optional<Die> callee, List<Passed> passed) {
    private static final int MAX_DEPTH = 256;

    /**
     * An argument.
     *
     * @param location where the called function finds it
     * @param parameter what the called function declares
     * @param value what it is, in the caller's terms; empty if that is not known
     */
    record Passed(Die entry, Optional<Expression> location, Optional<Die> parameter, Optional<Expression> value) {
        private static Passed of(Die entry) {
            return new Passed(
                    entry,
                    expression(entry, DwAt.DW_AT_location),
                    entry.reference(DwAt.DW_AT_call_parameter).or(() -> entry.reference(DwAt.DW_AT_abstract_origin)),
                    expression(entry, DwAt.DW_AT_call_value)
                            .or(() -> expression(entry, DwAt.DW_AT_GNU_call_site_value)));
        }

        private static Optional<Expression> expression(Die entry, int attribute) {
            return entry.expression(attribute)
                    .map(bytes -> Expression.of(bytes, entry.unit().encoding()));
        }
    }

    /**
     * What {@code function} says of the call that returns to an address of its file; empty if it says nothing.
     *
     * @throws dev.sonde.debuginfo.bytes.FormatException if its entry is malformed
     */
    static Optional<CallDescription> find(Die function, long returnAddress) {
        return find(function, returnAddress, 0)
                .map(site -> new CallDescription(
                        site.reference(DwAt.DW_AT_call_origin).or(() -> site.reference(DwAt.DW_AT_abstract_origin)),
                        site.children().stream().map(Passed::of).toList()));
    }

    private static Optional<Die> find(Die scope, long returnAddress, int depth) {
        if (depth > MAX_DEPTH) {
            return Optional.empty();
        }
        for (Die child : scope.children()) {
            switch (child.tag()) {
                case DwTag.DW_TAG_call_site, DwTag.DW_TAG_GNU_call_site -> {
                    OptionalLong address = child.address(DwAt.DW_AT_call_return_pc);
                    OptionalLong known = address.isPresent() ? address : child.address(DwAt.DW_AT_low_pc);
                    if (known.isPresent() && known.getAsLong() == returnAddress) {
                        return Optional.of(child);
                    }
                }
                case DwTag.DW_TAG_lexical_block, DwTag.DW_TAG_inlined_subroutine -> {
                    Optional<Die> found = find(child, returnAddress, depth + 1);
                    if (found.isPresent()) {
                        return found;
                    }
                }
                default -> {} // makes no calls
            }
        }
        return Optional.empty();
    }

    /** Whether it may have reached a function: otherwise something was called that jumped there. */
    boolean reaches(Optional<Die> function) {
        if (callee.isEmpty() || callee.equals(function)) {
            return true;
        }
        Optional<String> expected = callee.get().linkageName().or(callee.get()::name);
        return expected.equals(function.flatMap(die -> die.linkageName().or(die::name)));
    }
}

package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.expression.DwOp;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the debugging information says of one call, whichever frame makes it: the function that it names, and what it passes.
 *
 * <p>Source: DWARF 5 section 3.4; the GNU forms from GCC's extensions to DWARF 4.
 */
final class CallDescription {
    private static final int MAX_DEPTH = 256;

    private final Optional<Die> callee;
    private final Optional<String> calleeName;
    private final List<Passed> passed = new ArrayList<>();
    private final ConcurrentHashMap<Die, Boolean> mayReach = new ConcurrentHashMap<>();

    /** Something that is passed; two are the same only if they are one. */
    static final class Passed {
        private final Optional<Expression> location;
        private final Optional<Die> parameter;
        private final Optional<Expression> value;
        private final Optional<Expression> fromCaller;
        private final Unit unit;

        private Passed(Die entry) {
            unit = entry.unit();
            location = entry.expression(DwAt.DW_AT_location).map(bytes -> Expression.of(bytes, unit.encoding()));
            parameter =
                    entry.reference(DwAt.DW_AT_call_parameter).or(() -> entry.reference(DwAt.DW_AT_abstract_origin));
            value = entry.expression(DwAt.DW_AT_call_value)
                    .or(() -> entry.expression(DwAt.DW_AT_GNU_call_site_value))
                    .map(bytes -> Expression.of(bytes, unit.encoding()));
            fromCaller = value.flatMap(Passed::entryValue);
        }

        private static Optional<Expression> entryValue(Expression expression) {
            return expression.operations().stream()
                    .filter(operation -> operation.opcode() == DwOp.DW_OP_entry_value
                            || operation.opcode() == DwOp.DW_OP_GNU_entry_value)
                    .map(Operation::nested)
                    .findFirst();
        }

        /** What computes it in the frame that makes the call; empty if that is not said. */
        Optional<Expression> value() {
            return value;
        }

        /** What the caller must have been passed itself, in the register or memory given, for this to be known. */
        Optional<Expression> fromCaller() {
            return fromCaller;
        }

        Unit unit() {
            return unit;
        }
    }

    /**
     * Reads all of it.
     *
     * @throws dev.sonde.debuginfo.bytes.FormatException if it is malformed
     */
    private CallDescription(Die site) {
        callee = site.reference(DwAt.DW_AT_call_origin).or(() -> site.reference(DwAt.DW_AT_abstract_origin));
        calleeName = callee.flatMap(CallDescription::name);
        site.children().forEach(child -> passed.add(new Passed(child)));
    }

    /** The call within a function that returns to a file address. */
    static Optional<CallDescription> find(Die function, long returnAddress) {
        return find(function, returnAddress, 0).map(CallDescription::new);
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

    /** Whether the call can have led to a function: it names that one, or none. */
    boolean mayReach(Optional<Die> function) {
        if (callee.isEmpty() || callee.equals(function)) {
            return true;
        }
        return function.isPresent()
                ? mayReach.computeIfAbsent(function.get(), die -> calleeName.equals(name(die)))
                : calleeName.isEmpty();
    }

    private static Optional<String> name(Die function) {
        return function.linkageName().or(function::name);
    }

    /** What is passed in the register or memory that {@code location} describes. */
    Optional<Passed> passedIn(Expression location) {
        return passed.stream()
                .filter(each ->
                        each.location.isPresent() && each.location.get().bytes().mismatch(location.bytes()) == -1)
                .findFirst();
    }

    /** What is passed for a parameter. */
    Optional<Passed> passedFor(Die parameter) {
        return passed.stream()
                .filter(each -> each.parameter.filter(parameter::equals).isPresent())
                .findFirst();
    }
}

package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.expression.Evaluator;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.unwind.Frame;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The call that made a frame, which tells what was passed.
 *
 * <p>Source: DWARF 5 sections 2.5.1.7 and 3.4; the GNU forms from GCC's extensions to DWARF 4.
 */
final class CallSite {
    private static final int MAX_DEPTH = 256;
    private static final int MAX_INLINED = 256;

    /**
     * How many callers are asked in turn for what each got from the next: a deep recursion may pass an argument on as often as
     * it likes.
     */
    private static final int MAX_CALLS_OUT = 8;

    private final Surroundings surroundings;
    private final Frame caller;
    private final LoadedModule module;
    private final ModuleVariables descriptions;
    private final Die site;

    /** @throws UnavailableValueException if nothing is known of the call */
    CallSite(Surroundings surroundings, Frame frame) {
        this.surroundings = surroundings;
        if (surroundings.callsOut() >= MAX_CALLS_OUT) {
            throw unknown();
        }
        Frame called = frame;
        for (int i = 0; called.isInlined() && i < MAX_INLINED; i++) {
            called = called.caller().orElseThrow(CallSite::unknown);
        }
        caller = called.caller().orElseThrow(CallSite::unknown);
        if (caller.isSignalFrame()) {
            throw unknown();
        }
        module = caller.module().orElseThrow(CallSite::unknown);
        Die function = caller.outermostFunction().orElseThrow(CallSite::unknown);
        descriptions = surroundings.descriptions().of(module.source().orElseThrow(CallSite::unknown));
        site = descriptions.callSite(function, module.toFile(caller.pc())).orElseThrow(CallSite::unknown);
        checkCallee(called);
    }

    private static UnavailableValueException unknown() {
        return new UnavailableValueException("the call is not described");
    }

    /** A frame whose function the call does not name was reached by a jump, with arguments of its own. */
    private void checkCallee(Frame called) {
        Optional<Die> named =
                site.reference(DwAt.DW_AT_call_origin).or(() -> site.reference(DwAt.DW_AT_abstract_origin));
        Optional<Die> reached = called.outermostFunction();
        if (named.isEmpty() || named.equals(reached)) {
            return;
        }
        Optional<String> expected = named.get().linkageName().or(named.get()::name);
        Optional<String> actual = reached.flatMap(die -> die.linkageName().or(die::name));
        if (!expected.equals(actual)) {
            throw new UnavailableValueException("the function was reached by a tail call");
        }
    }

    static Optional<Die> find(Die scope, long returnAddress, int depth) {
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

    /** What the register or memory that {@code expression} describes held when the function was entered. */
    long valueOf(Expression expression) {
        for (Die parameter : site.children()) {
            Optional<MemorySegment> location = parameter.expression(DwAt.DW_AT_location);
            if (location.isPresent() && location.get().mismatch(expression.bytes()) == -1) {
                return evaluate(parameter, DwAt.DW_AT_call_value, DwAt.DW_AT_GNU_call_site_value);
            }
        }
        throw new UnavailableValueException("the call does not say what it passed");
    }

    /** What was passed for a parameter. */
    long valueOf(Die parameter) {
        for (Die passed : site.children()) {
            if (passed.reference(DwAt.DW_AT_call_parameter)
                    .or(() -> passed.reference(DwAt.DW_AT_abstract_origin))
                    .filter(parameter::equals)
                    .isPresent()) {
                return evaluate(passed, DwAt.DW_AT_call_value, DwAt.DW_AT_GNU_call_site_value);
            }
        }
        throw new UnavailableValueException("the call does not say what it passed");
    }

    private long evaluate(Die parameter, int attribute, int gnu) {
        MemorySegment bytes = parameter
                .expression(attribute)
                .or(() -> parameter.expression(gnu))
                .orElseThrow(() -> new UnavailableValueException("the call does not say what it passed"));
        Surroundings there = new Surroundings(
                module,
                descriptions,
                caller,
                caller.thread(),
                surroundings.memory(),
                surroundings.modules(),
                surroundings.callsOut() + 1);
        return Evaluator.value(
                Expression.of(bytes, parameter.unit().encoding()), new LocationContext(there, parameter.unit()));
    }
}

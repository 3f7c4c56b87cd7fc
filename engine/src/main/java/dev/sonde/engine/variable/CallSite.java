package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.expression.Evaluator;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.variable.CallDescription.Passed;
import java.util.Optional;

/**
 * The call that made a frame, which tells what was passed.
 *
 * <p>Source: DWARF 5 sections 2.5.1.7 and 3.4; the GNU forms from GCC's extensions to DWARF 4.
 */
final class CallSite {
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
    private final CallDescription call;

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
        call = descriptions.call(function, module.toFile(caller.pc())).orElseThrow(CallSite::unknown);
        // A frame whose function the call does not name has arguments of its own.
        if (!call.reaches(called.outermostFunction())) {
            throw new UnavailableValueException("the function was reached by a tail call");
        }
    }

    private static UnavailableValueException unknown() {
        return new UnavailableValueException("the call is not described");
    }

    /** What the register or memory that {@code expression} describes held when the function was entered. */
    long valueOf(Expression expression) {
        for (Passed passed : call.passed()) {
            Optional<Expression> location = passed.location();
            if (location.isPresent() && location.get().bytes().mismatch(expression.bytes()) == -1) {
                return evaluate(passed);
            }
        }
        throw unsaid();
    }

    /** What was passed for a parameter. */
    long valueOf(Die parameter) {
        for (Passed passed : call.passed()) {
            if (passed.parameter().filter(parameter::equals).isPresent()) {
                return evaluate(passed);
            }
        }
        throw unsaid();
    }

    private static UnavailableValueException unsaid() {
        return new UnavailableValueException("the call does not say what it passed");
    }

    private long evaluate(Passed passed) {
        Expression value = passed.value().orElseThrow(CallSite::unsaid);
        Surroundings there = new Surroundings(
                module,
                descriptions,
                caller,
                caller.thread(),
                surroundings.memory(),
                surroundings.modules(),
                surroundings.callsOut() + 1);
        return Evaluator.value(value, new LocationContext(there, passed.entry().unit()));
    }
}

package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.expression.Evaluator;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.unwind.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The call that made a frame, which tells what was passed.
 *
 * <p>Source: DWARF 5 sections 2.5.1.7 and 3.4.
 */
final class CallSite {
    private static final int MAX_INLINED = 256;

    /** How many callers are asked in turn for what each got from the next. */
    private static final int MAX_CALLS_OUT = 1000;

    /** How deep that may nest where what is passed depends on several things that the caller was passed. */
    private static final int MAX_NESTING = 16;

    private static final String NOT_SAID = "the call does not say what it passed";

    private final Surroundings surroundings;
    private final Frame called;
    private final Frame caller;
    private final LoadedModule module;
    private final ModuleVariables descriptions;
    private final CallDescription call;

    /** Something that a call passes, and that depends on what its caller was passed. */
    private record Link(CallSite site, CallDescription.Passed passed) {}

    /**
     * What came of working out what was passed.
     *
     * @param value empty if it is not available
     * @param problem why it is not
     */
    private record Outcome(OptionalLong value, String problem) {
        static Outcome unavailable(String problem) {
            return new Outcome(OptionalLong.empty(), problem);
        }
    }

    /**
     * The call that made {@code frame}, which is looked for once.
     *
     * @throws UnavailableValueException if nothing is known of the call
     */
    static CallSite of(Surroundings surroundings, Frame frame) {
        if (surroundings.callsOut() > MAX_NESTING) {
            throw unknown();
        }
        if (frame.notes().get(CallSite.class) instanceof CallSite known) {
            return known;
        }
        CallSite site = new CallSite(surroundings, frame);
        frame.notes().put(CallSite.class, site);
        return site;
    }

    private CallSite(Surroundings surroundings, Frame frame) {
        this.surroundings = surroundings;
        Frame entered = frame;
        for (int i = 0; entered.isInlined() && i < MAX_INLINED; i++) {
            entered = entered.caller().orElseThrow(CallSite::unknown);
        }
        called = entered;
        caller = called.caller().orElseThrow(CallSite::unknown);
        if (caller.isSignalFrame()) {
            throw unknown();
        }
        module = caller.module().orElseThrow(CallSite::unknown);
        Die function = caller.outermostFunction().orElseThrow(CallSite::unknown);
        descriptions = surroundings.descriptions().of(module.source().orElseThrow(CallSite::unknown));
        call = descriptions.call(function, module.toFile(caller.pc())).orElseThrow(CallSite::unknown);
        // A frame whose function the call does not name was reached by a jump, with arguments of its own.
        if (!call.mayReach(called.outermostFunction())) {
            throw new UnavailableValueException("the function was reached by a tail call");
        }
    }

    private static UnavailableValueException unknown() {
        return new UnavailableValueException("the call is not described");
    }

    /**
     * What the register or memory that {@code expression} describes held when the function was entered.
     *
     * @param callsOut see {@link Surroundings#callsOut}
     */
    long valueOf(Expression expression, int callsOut) {
        return valueOf(call.passedIn(expression), callsOut);
    }

    /** What was passed for a parameter. */
    long valueOf(Die parameter, int callsOut) {
        return valueOf(call.passedFor(parameter), callsOut);
    }

    private long valueOf(Optional<CallDescription.Passed> passed, int callsOut) {
        CallDescription.Passed wanted = passed.orElseThrow(() -> new UnavailableValueException(NOT_SAID));
        // The outermost first: a recursion may be deeper than this thread's stack.
        if (known(wanted) == null) {
            for (Link link : linksTo(wanted).reversed()) {
                link.site.outcome(link.passed, callsOut);
            }
        }
        Outcome outcome = outcome(wanted, callsOut);
        return outcome.value.orElseThrow(() -> new UnavailableValueException(outcome.problem));
    }

    /** What must be known for {@code wanted} to be, each call followed by its caller. */
    private List<Link> linksTo(CallDescription.Passed wanted) {
        List<Link> links = new ArrayList<>();
        CallSite site = this;
        CallDescription.Passed passed = wanted;
        try {
            while (passed.fromCaller().isPresent() && site.known(passed) == null) {
                links.add(new Link(site, passed));
                if (links.size() > MAX_CALLS_OUT) {
                    links.forEach(link -> link.site.note(link.passed, Outcome.unavailable(NOT_SAID)));
                    return List.of();
                }
                Expression next = passed.fromCaller().get();
                site = CallSite.of(site.outside(0), site.caller);
                Optional<CallDescription.Passed> outer = site.call.passedIn(next);
                if (outer.isEmpty()) {
                    return links;
                }
                passed = outer.get();
            }
        } catch (UnavailableValueException e) {
            return links; // nothing is known of the call further out, as those that depend on it will find
        }
        return links;
    }

    private @Nullable Outcome known(CallDescription.Passed passed) {
        return called.notes().get(passed) instanceof Outcome outcome ? outcome : null;
    }

    private void note(CallDescription.Passed passed, Outcome outcome) {
        called.notes().put(passed, outcome);
    }

    private Outcome outcome(CallDescription.Passed passed, int callsOut) {
        Outcome outcome = known(passed);
        if (outcome == null) {
            outcome = evaluate(passed, callsOut);
            note(passed, outcome);
        }
        return outcome;
    }

    private Outcome evaluate(CallDescription.Passed passed, int callsOut) {
        Optional<Expression> value = passed.value();
        if (value.isEmpty()) {
            return Outcome.unavailable(NOT_SAID);
        }
        LocationContext context = new LocationContext(outside(callsOut + 1), passed.unit());
        try {
            return new Outcome(OptionalLong.of(Evaluator.value(value.get(), context)), "");
        } catch (UnavailableValueException e) {
            return Outcome.unavailable(String.valueOf(e.getMessage()));
        }
    }

    /** Where the caller is. */
    private Surroundings outside(int callsOut) {
        return new Surroundings(
                module, descriptions, caller, caller.thread(), surroundings.memory(), surroundings.modules(), callsOut);
    }
}

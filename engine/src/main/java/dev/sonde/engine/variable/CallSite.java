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

    /** @throws UnavailableValueException if nothing is known of the call */
    CallSite(Surroundings surroundings, Frame frame) {
        this.surroundings = surroundings;
        if (surroundings.callsOut() > MAX_NESTING) {
            throw unknown();
        }
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

    /** What the register or memory that {@code expression} describes held when the function was entered. */
    long valueOf(Expression expression) {
        return valueOf(call.passedIn(expression));
    }

    /** What was passed for a parameter. */
    long valueOf(Die parameter) {
        return valueOf(call.passedFor(parameter));
    }

    private long valueOf(Optional<CallDescription.Passed> passed) {
        CallDescription.Passed wanted = passed.orElseThrow(() -> new UnavailableValueException(NOT_SAID));
        // The outermost first: a recursion may be deeper than this thread's stack.
        for (Link link : linksTo(wanted).reversed()) {
            link.site.outcome(link.passed);
        }
        return outcome(wanted).get();
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
                    links.forEach(link -> link.site.note(link.passed, EntryValues.Outcome.unavailable(NOT_SAID)));
                    return List.of();
                }
                Expression next = passed.fromCaller().get();
                site = new CallSite(site.outside(surroundings.callsOut()), site.caller);
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

    private EntryValues.@Nullable Outcome known(CallDescription.Passed passed) {
        return descriptions.entryValues().get(called, passed);
    }

    private void note(CallDescription.Passed passed, EntryValues.Outcome outcome) {
        descriptions.entryValues().put(called, passed, outcome);
    }

    private EntryValues.Outcome outcome(CallDescription.Passed passed) {
        EntryValues.Outcome outcome = known(passed);
        if (outcome == null) {
            outcome = evaluate(passed);
            note(passed, outcome);
        }
        return outcome;
    }

    private EntryValues.Outcome evaluate(CallDescription.Passed passed) {
        Optional<Expression> value = passed.value();
        if (value.isEmpty()) {
            return EntryValues.Outcome.unavailable(NOT_SAID);
        }
        LocationContext context = new LocationContext(outside(surroundings.callsOut() + 1), passed.unit());
        try {
            return EntryValues.Outcome.of(Evaluator.value(value.get(), context));
        } catch (UnavailableValueException e) {
            return EntryValues.Outcome.unavailable(String.valueOf(e.getMessage()));
        }
    }

    /** Where the caller is. */
    private Surroundings outside(int callsOut) {
        return new Surroundings(
                module, descriptions, caller, caller.thread(), surroundings.memory(), surroundings.modules(), callsOut);
    }
}

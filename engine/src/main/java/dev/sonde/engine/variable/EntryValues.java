package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.engine.unwind.Frame;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What frames were passed, as far as it was worked out: a recursion hands on what it got, and each of its frames is asked.
 * Known as long as the frame is, which is good for one stop. Thread-safe.
 */
final class EntryValues {
    private final Map<Frame, Map<CallDescription.Passed, Outcome>> known = new WeakHashMap<>();

    /**
     * What came of working it out.
     *
     * @param value empty if it is not available
     * @param problem why it is not
     */
    record Outcome(OptionalLong value, String problem) {
        static Outcome of(long value) {
            return new Outcome(OptionalLong.of(value), "");
        }

        static Outcome unavailable(String problem) {
            return new Outcome(OptionalLong.empty(), problem);
        }

        /** @throws UnavailableValueException if there is none */
        long get() {
            return value.orElseThrow(() -> new UnavailableValueException(problem));
        }
    }

    /** What is known of something that was passed to a frame; null if nobody has asked yet. */
    synchronized @Nullable Outcome get(Frame called, CallDescription.Passed passed) {
        Map<CallDescription.Passed, Outcome> ofFrame = known.get(called);
        return ofFrame == null ? null : ofFrame.get(passed);
    }

    synchronized void put(Frame called, CallDescription.Passed passed, Outcome outcome) {
        known.computeIfAbsent(called, _ -> new HashMap<>()).put(passed, outcome);
    }
}

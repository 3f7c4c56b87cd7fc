package dev.sonde.engine.target;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.unwind.Backtrace;
import dev.sonde.engine.unwind.DummyFrames;
import dev.sonde.engine.unwind.UnwindOptions;
import dev.sonde.engine.unwind.Unwinder;
import dev.sonde.engine.x86_64.Register;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The backtraces of the stopped threads, kept as long as nothing has changed that they depend on. */
final class Stacks {
    /** The registers whose change by the user changes the frames. */
    private static final List<Register> DECISIVE = List.of(
            Register.RIP,
            Register.RSP,
            Register.RBP,
            Register.RBX,
            Register.R12,
            Register.R13,
            Register.R14,
            Register.R15,
            Register.R10);

    private final Unwinder unwinder;
    private final Map<Integer, Known> known = new HashMap<>();
    /** How many inlined functions at the pc each thread has not entered, as soon as somebody has asked. */
    private final Map<Integer, Integer> notEntered = new HashMap<>();

    private Map<Integer, List<StopReason>> stops = Map.of();
    private UnwindOptions options = UnwindOptions.DEFAULT;

    /** A backtrace and what it was made from. */
    private record Known(Backtrace backtrace, Modules modules, long memoryChanges, List<Long> registers) {}

    Stacks(DummyFrames dummies) {
        unwinder = new Unwinder(dummies);
    }

    UnwindOptions options() {
        return options;
    }

    void options(UnwindOptions newOptions) {
        options = newOptions;
        known.clear();
    }

    /** The threads have stopped for these reasons; those that are not named, for none of their own. */
    void stopped(Stop.Stopped stop) {
        stops = stop.threads().stream()
                .collect(Collectors.toMap(t -> t.thread().tid(), Stop.ThreadReasons::reasons, (first, _) -> first));
    }

    /** How many of the functions inlined at its pc a thread has not entered: see {@link InlineEntry}. */
    int notEntered(InferiorThread thread, Modules modules) {
        List<StopReason> reasons = stops.get(thread.tid());
        if (reasons == null) {
            return 0;
        }
        return notEntered.computeIfAbsent(
                thread.tid(),
                _ -> InlineEntry.notEntered(modules, thread.registers().readLong(Register.RIP), reasons));
    }

    /** A thread has entered, or left, inlined functions without executing anything. */
    void notEntered(InferiorThread thread, int count) {
        notEntered.put(thread.tid(), count);
        known.remove(thread.tid());
    }

    /** The frames of a stopped thread. */
    Backtrace of(InferiorThread thread, Modules modules) {
        long changes = thread.inferior().memory().changes();
        List<Long> registers =
                DECISIVE.stream().map(thread.registers()::readLong).toList();
        Known before = known.get(thread.tid());
        if (before != null
                && before.modules.equals(modules)
                && before.memoryChanges == changes
                && before.registers.equals(registers)) {
            return before.backtrace;
        }
        Backtrace backtrace = unwinder.backtrace(thread, modules, options, notEntered(thread, modules));
        known.put(thread.tid(), new Known(backtrace, modules, changes, registers));
        return backtrace;
    }

    /** A backtrace of a thread that is stopped for a moment, which nobody else gets to see. */
    Backtrace passing(InferiorThread thread, Modules modules) {
        return unwinder.backtrace(thread, modules, UnwindOptions.WHOLE);
    }

    /** Why the threads have stopped, and which inlined functions they have not entered. */
    Runnable keep() {
        Map<Integer, List<StopReason>> keptStops = stops;
        Map<Integer, Integer> keptNotEntered = Map.copyOf(notEntered);
        return () -> {
            forget();
            stops = keptStops;
            notEntered.putAll(keptNotEntered);
        };
    }

    /** The threads run, or are gone. */
    void forget() {
        known.clear();
        notEntered.clear();
        stops = Map.of();
    }
}

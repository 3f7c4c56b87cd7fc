package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.StopFilter;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.x86_64.DebugControl;
import dev.sonde.engine.x86_64.DebugStatus;
import dev.sonde.engine.x86_64.Eflags;
import dev.sonde.engine.x86_64.Register;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The four debug registers, as the whole process uses them: every thread, present and future, has the same ones.
 *
 * <p>On the tracer thread only.
 */
final class DebugSlots {
    /** Who uses a slot. One point that spans several slots owns each of them. */
    record Owner(StopPoint point, StopFilter filter) {}

    /** A hardware breakpoint. */
    record Execution(StopPoint.Execute point, StopFilter filter) {}

    private final @Nullable Owner[] owners = new @Nullable Owner[DebugControl.SLOTS];
    private final long[] addresses = new long[DebugControl.SLOTS];
    private long control;

    boolean isEmpty() {
        return control == 0;
    }

    /**
     * Takes the slots that {@code point} needs; {@link #applyTo} then has to reach every thread.
     *
     * @throws DebugException if too few are free
     */
    void allocate(StopPoint point, StopFilter filter) {
        List<DebugControl.WatchedRange> ranges = ranges(point);
        List<Integer> free = new ArrayList<>();
        for (int slot = 0; slot < owners.length; slot++) {
            if (owners[slot] == null) {
                free.add(slot);
            }
        }
        if (ranges.isEmpty() || free.size() < ranges.size()) {
            throw new DebugException(tooFew(ranges.size(), free.size()));
        }
        Owner owner = new Owner(point, filter);
        for (int i = 0; i < ranges.size(); i++) {
            int slot = free.get(i);
            DebugControl.WatchedRange range = ranges.get(i);
            owners[slot] = owner;
            addresses[slot] = range.address();
            control = DebugControl.enable(control, slot, condition(point), range.length());
        }
    }

    /** Gives the slots of {@code point} back. */
    void release(StopPoint point) {
        for (int slot = 0; slot < owners.length; slot++) {
            Owner owner = owners[slot];
            if (owner != null && owner.point().equals(point)) {
                owners[slot] = null;
                addresses[slot] = 0;
                control = DebugControl.disable(control, slot);
            }
        }
    }

    /** Whether {@code point} has its slots. */
    boolean holds(StopPoint point) {
        return Stream.of(owners)
                .anyMatch(owner -> owner != null && owner.point().equals(point));
    }

    /** Forgets everything: execve has cleared the registers. */
    void forgetAll() {
        for (int slot = 0; slot < owners.length; slot++) {
            owners[slot] = null;
        }
        control = 0;
    }

    /** The hardware breakpoint at {@code address}. */
    @Nullable
    Execution executionAt(long address) {
        for (Owner owner : owners) {
            if (owner != null && owner.point() instanceof StopPoint.Execute execute && execute.address() == address) {
                return new Execution(execute, owner.filter());
            }
        }
        return null;
    }

    /** Keeps a hardware breakpoint from firing again where the thread has already stopped, by the resume flag. */
    void passOver(Tracee tracee) {
        if (tracee.passed && executionAt(tracee.passedPc) != null && tracee.pc() == tracee.passedPc) {
            long flags = tracee.registers().readLong(Register.EFLAGS);
            tracee.registers().writeLong(Register.EFLAGS, flags | Eflags.RF.mask());
        }
    }

    /**
     * Sets the debug registers of a stopped thread.
     *
     * @return 0 or the negative errno, {@code EINVAL} for an address that the kernel does not let anybody watch
     */
    long applyTo(Tracee tracee) {
        // The kernel checks each change against the slots enabled at that moment.
        long result = poke(tracee, DebugControl.CONTROL_REGISTER, 0);
        for (int slot = 0; slot < owners.length && result >= 0; slot++) {
            if (owners[slot] != null) {
                result = poke(tracee, slot, addresses[slot]);
            }
        }
        return result < 0 || control == 0 ? result : poke(tracee, DebugControl.CONTROL_REGISTER, control);
    }

    /** Has the processor ignore the debug registers of a stopped thread, until {@link #applyTo}. */
    static void disable(Tracee tracee) {
        poke(tracee, DebugControl.CONTROL_REGISTER, 0);
    }

    /** Clears the debug registers of a stopped thread. */
    static void clear(Tracee tracee) {
        poke(tracee, DebugControl.CONTROL_REGISTER, 0);
        poke(tracee, DebugControl.STATUS_REGISTER, 0);
        for (int slot = 0; slot < DebugControl.SLOTS; slot++) {
            poke(tracee, slot, 0);
        }
    }

    /** Reads and clears DR6; the owners of the slots that fired, each once. */
    List<Owner> takeHits(Tracee tracee, MemorySegment word) {
        long offset = Ptrace.USER_DEBUGREG + 8L * DebugControl.STATUS_REGISTER;
        if (Ptrace.peekUser(tracee.tid(), offset, word) < 0) {
            return List.of();
        }
        long status = word.get(ValueLayout.JAVA_LONG, 0);
        if (status == DebugStatus.CLEARED) {
            return List.of();
        }
        poke(tracee, DebugControl.STATUS_REGISTER, DebugStatus.CLEARED);
        return new DebugStatus(status)
                .enabledSlots(control).stream()
                        .map(slot -> owners[slot])
                        .flatMap(Stream::ofNullable)
                        .distinct()
                        .toList();
    }

    private static long poke(Tracee tracee, int register, long value) {
        return Ptrace.pokeUser(tracee.tid(), Ptrace.USER_DEBUGREG + 8L * register, value);
    }

    private static List<DebugControl.WatchedRange> ranges(StopPoint point) {
        return switch (point) {
            case StopPoint.Execute(long address, boolean _) -> List.of(new DebugControl.WatchedRange(address, 1));
            case StopPoint.Access(long address, long length, var _) -> DebugControl.split(address, length);
        };
    }

    private static DebugControl.Condition condition(StopPoint point) {
        return switch (point) {
            case StopPoint.Execute _ -> DebugControl.Condition.EXECUTE;
            case StopPoint.Access(long _, long _, StopPoint.Access.Kind kind) ->
                kind == StopPoint.Access.Kind.WRITE ? DebugControl.Condition.WRITE : DebugControl.Condition.READ_WRITE;
        };
    }

    private String tooFew(int needed, int free) {
        String users = Stream.of(owners)
                .flatMap(Stream::ofNullable)
                .map(Owner::point)
                .distinct()
                .map(DebugSlots::describe)
                .collect(Collectors.joining(", "));
        String registers = "The processor has " + DebugControl.SLOTS + " debug registers; this needs ";
        if (needed == 0) {
            return registers + "more: watch fewer bytes, or aligned ones";
        }
        return registers + needed + " and "
                + (free == 0 ? "none is" : free == 1 ? "1 is" : free + " are") + " free (in use for " + users
                + "): delete a hardware breakpoint or a watchpoint first, or watch fewer bytes";
    }

    private static String describe(StopPoint point) {
        String at = "0x" + Long.toHexString(point.address());
        return switch (point) {
            case StopPoint.Execute _ -> "the code at " + at;
            case StopPoint.Access(long _, long length, var _) ->
                length + (length == 1 ? " byte at " : " bytes at ") + at;
        };
    }
}

package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.inferior.StopFilter;
import dev.sonde.engine.inferior.StopPoint;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A watch on a range of memory, by the processor's debug registers. */
public final class Watchpoint extends Breakpoint implements StopFilter {
    /** Which accesses stop. */
    public enum Mode {
        /** Those that change the value. */
        WRITE,
        /** Those that leave the value as it is; the processor cannot tell a read from a write of the same value. */
        READ,
        /** All. */
        ACCESS
    }

    /**
     * What an access did.
     *
     * @param before the bytes before it
     * @param after the bytes after it, equal to {@code before} for a read
     */
    @SuppressWarnings("ArrayRecordComponent") // fresh copies, handed over
    public record Change(byte[] before, byte[] after) {
        /** Whether the bytes differ. */
        public boolean isChange() {
            return !Arrays.equals(before, after);
        }
    }

    private final BreakpointSpace space;
    private final String expression;
    private final Mode mode;
    private final boolean inFile;
    private final long givenAddress;
    private volatile StopPoint.Access point;
    private volatile @Nullable Memory memory;
    private volatile byte[] value = new byte[0];
    private final Map<Integer, Change> changes = new ConcurrentHashMap<>();

    /** @param inFile whether the address is one of the executable's file, whatever place it is loaded at */
    Watchpoint(
            int number,
            BreakpointSpace space,
            String expression,
            long address,
            boolean inFile,
            long length,
            Mode mode) {
        super(number);
        this.space = space;
        this.expression = expression;
        this.mode = mode;
        this.inFile = inFile;
        givenAddress = address;
        point = new StopPoint.Access(
                address, length, mode == Mode.WRITE ? StopPoint.Access.Kind.WRITE : StopPoint.Access.Kind.READ_WRITE);
    }

    /** The program whose memory is watched. */
    public BreakpointSpace space() {
        return space;
    }

    /** What the user asked to watch, as the user wrote it. */
    public String expression() {
        return expression;
    }

    /** The first byte watched. */
    public long address() {
        return point.address();
    }

    /** How many bytes are watched. */
    public long length() {
        return point.length();
    }

    /** Which accesses stop. */
    public Mode mode() {
        return mode;
    }

    StopPoint.Access point() {
        return point;
    }

    /** The executable was loaded: finds the place again if it was given before that. */
    void place(LocationResolver resolver) {
        if (inFile) {
            point = new StopPoint.Access(resolver.inExecutable(givenAddress), point.length(), point.kind());
        }
    }

    /** Begins to watch the memory of a process. */
    void watch(Memory watched) {
        memory = watched;
        value = watched.readUpTo(point.address(), (int) point.length());
    }

    @Override
    public boolean shouldStop(InferiorThread thread) {
        Memory watched = memory;
        if (watched == null) {
            return false;
        }
        byte[] before = value;
        byte[] after = watched.readUpTo(point.address(), (int) point.length());
        value = after;
        boolean changed = !Arrays.equals(before, after);
        if ((mode == Mode.WRITE && !changed) || (mode == Mode.READ && changed) || !judge(thread)) {
            return false;
        }
        changes.put(thread.tid(), new Change(before, after));
        return true;
    }

    /** What the access that stopped {@code thread} did; asked once for each hit. */
    Change takeChange(InferiorThread thread) {
        Change change = changes.remove(thread.tid());
        return change == null ? new Change(value, value) : change;
    }
}

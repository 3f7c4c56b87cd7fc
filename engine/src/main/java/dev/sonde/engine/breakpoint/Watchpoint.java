package dev.sonde.engine.breakpoint;

import dev.sonde.engine.breakpoint.WatchedExpression.Reading;
import dev.sonde.engine.breakpoint.WatchedExpression.Span;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A watch on the value of an expression: by the processor's debug registers on the memory that the value depends on, or by
 * looking at it after each instruction.
 */
public final class Watchpoint extends Breakpoint implements SiteOwner {
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
     * @param before the value before it
     * @param after the value after it, the same for a read
     */
    public record Change(Value before, Value after) {
        /** Whether the values differ. */
        public boolean isChange() {
            return !Values.same(before, after);
        }
    }

    private final BreakpointSpace space;
    private final WatchedExpression expression;
    private final Mode mode;
    private final Optional<WatchScope> scope;
    private volatile boolean hardware;
    private volatile @Nullable Reading reading;
    private volatile byte[] bytes = new byte[0];
    private volatile boolean moved;
    private final Map<Integer, Change> changes = new ConcurrentHashMap<>();

    Watchpoint(
            int number,
            BreakpointSpace space,
            WatchedExpression expression,
            Mode mode,
            Optional<WatchScope> scope,
            boolean hardware) {
        super(number);
        this.space = space;
        this.expression = expression;
        this.mode = mode;
        this.scope = scope;
        this.hardware = hardware;
    }

    /** What the user asked to watch, as the user wrote it. */
    public String expression() {
        return expression.text();
    }

    /** Which accesses stop. */
    public Mode mode() {
        return mode;
    }

    /** Whether debug registers watch it; otherwise the program goes on instruction by instruction. */
    public boolean isHardware() {
        return hardware;
    }

    /** The frame with whose end it ends. */
    public Optional<WatchScope> scope() {
        return scope;
    }

    @Override
    public Breakpoint breakpoint() {
        return this;
    }

    /** The program whose memory it is. */
    public BreakpointSpace space() {
        return space;
    }

    WatchedExpression watched() {
        return expression;
    }

    void setHardware(boolean newHardware) {
        hardware = newHardware;
    }

    /** Begins to follow the value as {@code thread}, which is stopped, sees it. */
    void start(InferiorThread thread) {
        Reading now = expression.read(thread);
        reading = now;
        bytes = bytes(thread.inferior().memory(), now);
        moved = false;
    }

    /** The process is gone. */
    void stop() {
        reading = null;
    }

    /** What debug registers have to watch; nothing before a process is there. */
    List<StopPoint.Access> points() {
        Reading now = reading;
        if (now == null || !hardware) {
            return List.of();
        }
        StopPoint.Access.Kind kind =
                mode == Mode.WRITE ? StopPoint.Access.Kind.WRITE : StopPoint.Access.Kind.READ_WRITE;
        List<Span> spans = now.memory();
        List<StopPoint.Access> points = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            // What only leads to the value stops when it is written, whatever is asked of the value itself.
            boolean last = i == spans.size() - 1;
            points.add(new StopPoint.Access(span.address(), span.length(), last ? kind : StopPoint.Access.Kind.WRITE));
        }
        return points;
    }

    /** Whether the value depends on memory of the process; not before there is one. */
    public boolean dependsOnMemory() {
        Reading now = reading;
        return now != null && !now.memory().isEmpty();
    }

    boolean dependsOnRegisters() {
        Reading now = reading;
        return now != null && now.inRegisters();
    }

    /** Whether the value now depends on other memory than was watched, asked once after each hit. */
    boolean takeMoved() {
        boolean answer = moved;
        moved = false;
        return answer;
    }

    @Override
    public boolean wantsStop(InferiorThread thread) {
        Reading before = reading;
        if (before == null) {
            return false;
        }
        byte[] newBytes = bytes(thread.inferior().memory(), before);
        boolean touched = before.inRegisters() || !Arrays.equals(bytes, newBytes);
        if (!touched && mode == Mode.WRITE) {
            return false;
        }
        Reading after = touched ? expression.read(thread) : before;
        boolean elsewhere = !after.memory().equals(before.memory());
        reading = after;
        bytes = elsewhere ? bytes(thread.inferior().memory(), after) : newBytes;
        moved |= elsewhere;
        Change change = new Change(before.value(), after.value());
        boolean wanted = switch (mode) {
            case WRITE -> change.isChange();
            case READ -> !change.isChange();
            case ACCESS -> true;
        };
        if (wanted && judge(thread)) {
            changes.put(thread.tid(), change);
            return true;
        }
        return elsewhere && hardware;
    }

    /** What the access did that {@code thread} has stopped for, if it has; asked once for each hit. */
    Optional<Change> takeChange(InferiorThread thread) {
        return Optional.ofNullable(changes.remove(thread.tid()));
    }

    private static byte[] bytes(Memory memory, Reading reading) {
        byte[] all = new byte[0];
        for (Span span : reading.memory()) {
            byte[] some = memory.readUpTo(span.address(), (int) span.length());
            int length = all.length;
            all = Arrays.copyOf(all, length + some.length);
            System.arraycopy(some, 0, all, length, some.length);
        }
        return all;
    }
}

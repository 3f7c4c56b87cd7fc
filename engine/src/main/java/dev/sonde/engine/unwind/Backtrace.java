package dev.sonde.engine.unwind;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a thread, found one after the other as they are asked for.
 *
 * <p>Good for one stop, and until registers or memory are changed. Whatever is on the stack, it ends: a caller's frame lies
 * above that of its callee, unless a signal came in between, and no frame comes twice. Not thread-safe.
 */
public final class Backtrace {
    /** How many frames in a row may have the same CFA: more are a loop. */
    private static final int MOST_WITHOUT_GROWTH = 16;

    private static final String MAIN = "main";

    private final ThreadStack stack;
    private final UnwindOptions options;
    private final List<Frame> frames = new ArrayList<>();
    private final Set<FrameId> signalFrames = new HashSet<>();
    private @Nullable UnwindEnd end;
    private int withoutGrowth;

    Backtrace(ThreadStack stack, Frame innermost, UnwindOptions options) {
        this.stack = stack;
        this.options = options;
        frames.add(innermost);
    }

    /** The thread. */
    public InferiorThread thread() {
        return stack.thread();
    }

    /** The frame that executes. */
    public Frame innermost() {
        return frames.getFirst();
    }

    /** Frame {@code level}, 0 being the innermost; empty if there are fewer. Finds no more frames than it needs. */
    public Optional<Frame> frame(int level) {
        while (frames.size() <= level && end == null) {
            extend();
        }
        return level >= 0 && level < frames.size() ? Optional.of(frames.get(level)) : Optional.empty();
    }

    /** The frame that called {@code frame}, if there is one. */
    public Optional<Frame> caller(Frame frame) {
        return frame(frame.level() + 1);
    }

    /** The frame with this id, which may have called others since. */
    public Optional<Frame> find(FrameId id) {
        for (int level = 0; ; level++) {
            Optional<Frame> frame = frame(level);
            if (frame.isEmpty() || frame.get().id().filter(id::equals).isPresent()) {
                return frame;
            }
        }
    }

    /** The innermost frames, at most {@code count}. */
    public List<Frame> frames(int count) {
        frame(count - 1);
        return List.copyOf(frames.subList(0, Math.min(count, frames.size())));
    }

    /** All frames. */
    public List<Frame> all() {
        return frames(Integer.MAX_VALUE);
    }

    /** Why there are no more frames than were found so far; empty if there may be more. */
    public Optional<UnwindEnd> end() {
        return Optional.ofNullable(end);
    }

    /** The same frames, and those beyond where the options end this one. */
    public Backtrace whole() {
        return new Backtrace(stack, innermost(), UnwindOptions.WHOLE);
    }

    private void extend() {
        Frame last = frames.getLast();
        UnwindEnd why = frames.size() >= options.limit() ? UnwindEnd.limit() : endBeforeCaller(last);
        if (why != null) {
            end = why;
            return;
        }
        try {
            Frame caller = last.makeCaller();
            UnwindEnd wrong = checkProgress(last);
            if (wrong != null) {
                end = wrong;
                return;
            }
            frames.add(caller);
        } catch (MemoryFaultException e) {
            end = UnwindEnd.memory(e.address());
        } catch (UnavailableValueException | FormatException e) {
            end = UnwindEnd.unavailable();
        }
    }

    /** Why {@code last} is the last frame, as far as it itself tells; null if it has a caller. */
    private @Nullable UnwindEnd endBeforeCaller(Frame last) {
        if (last.isInlined() || last.isDummy()) {
            return null;
        }
        if (!last.isSignalFrame() && isBeyond(last)) {
            return UnwindEnd.beyondProgram();
        }
        boolean called = last.level() > 0 && !last.isInterrupted();
        if (called && last.pc() == 0 && !last.isSignalFrame()) {
            return UnwindEnd.outermost();
        }
        UnwindRules rules = last.rules();
        UnwindEnd problem = last.problem();
        if (problem != null) {
            // Nothing calls a thread's first function: a cleared frame pointer marks it (psABI section 3.4.1).
            boolean marked = problem.kind() == UnwindEnd.Kind.NO_SAVED_PC && last.value(UnwindRules.RBP) == 0;
            return marked && called ? UnwindEnd.outermost() : problem;
        }
        return rules == null || rules.isOutermost() ? UnwindEnd.outermost() : null;
    }

    private boolean isBeyond(Frame frame) {
        return stack.unwinder().isProgramEnd(frame, options, MAIN);
    }

    /** What is wrong with {@code frame} compared to those below it, which would make its caller an invention. */
    private @Nullable UnwindEnd checkProgress(Frame frame) {
        if (frame.isInlined() || frame.hasInlined() || frame.isDummy() || isCalledByDebugger(frame)) {
            return null; // each pc has only so many functions
        }
        if (frame.isSignalFrame()) {
            return signalFrames.add(new FrameId(frame.value(UnwindRules.RSP), frame.pc(), 0)) ? null : UnwindEnd.same();
        }
        Frame callee = frame.callee().orElse(null);
        if (callee == null || callee.isSignalFrame()) {
            return null;
        }
        int order = Long.compareUnsigned(frame.knownCfa(), callee.knownCfa());
        if (order < 0) {
            return UnwindEnd.inner();
        }
        withoutGrowth = order == 0 ? withoutGrowth + 1 : 0;
        boolean same = order == 0 && frame.place().function() == callee.place().function();
        return same || withoutGrowth > MOST_WITHOUT_GROWTH ? UnwindEnd.same() : null;
    }

    /** Whether the frame below stands for the debugger, which is about to make no progress on the stack. */
    private static boolean isCalledByDebugger(Frame frame) {
        return frame.callee().filter(Frame::isDummy).isPresent();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Frame frame : frames) {
            text.append(frame.symbol().map(SymbolPlace::name).orElse("??")).append(' ');
        }
        return text + (end == null ? "..." : "(" + end.text() + ")");
    }
}

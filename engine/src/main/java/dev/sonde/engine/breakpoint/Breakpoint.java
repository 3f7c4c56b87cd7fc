package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.InferiorThread;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Something that a user asked to be stopped at, with a number by which the user refers to it.
 *
 * <p>Its settings may be changed from any thread; a hit is judged on the thread that drives the process. Of these there is
 * one for each process of a session.
 */
public abstract sealed class Breakpoint permits CodeBreakpoint, Watchpoint, Catchpoint {
    private static final int ANY_THREAD = 0;
    private static final int NO_LIMIT = 0;

    private final int number;
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong ignoreCount = new AtomicLong();
    private volatile boolean enabled = true;
    private volatile boolean temporary;
    private volatile int stopsLeft = NO_LIMIT;
    private volatile int thread = ANY_THREAD;
    private volatile @Nullable Condition condition;
    private volatile @Nullable HitAction action;

    Breakpoint(int number) {
        this.number = number;
    }

    /** The number, counted from 1 over all kinds, never given twice; negative for the debugger's own. */
    public int number() {
        return number;
    }

    /** Whether it is the debugger's own and not the user's. */
    public boolean isInternal() {
        return number < 0;
    }

    /** Whether it can stop the process. */
    public boolean isEnabled() {
        return enabled;
    }

    void setEnabled(boolean newEnabled) {
        enabled = newEnabled;
    }

    /** Whether it is deleted once it has stopped the process. */
    public boolean isTemporary() {
        return temporary;
    }

    /** Sets whether it is deleted once it has stopped the process. */
    public void setTemporary(boolean newTemporary) {
        temporary = newTemporary;
    }

    /** After how many more stops it is disabled; empty for never. */
    public OptionalInt stopsLeft() {
        return stopsLeft == NO_LIMIT ? OptionalInt.empty() : OptionalInt.of(stopsLeft);
    }

    /** Sets after how many more stops it is disabled. */
    public void setStopsLeft(OptionalInt stops) {
        stopsLeft = stops.orElse(NO_LIMIT);
    }

    /** It has stopped the process; whether it shall be disabled now. */
    boolean isSpent() {
        int left = stopsLeft;
        if (left == NO_LIMIT) {
            return false;
        }
        stopsLeft = left - 1;
        return left == 1;
    }

    /** How often it was hit with its condition true, those hits included that the ignore count passed over. */
    public long hits() {
        return hits.get();
    }

    /** Forgets the hits: the program was started anew. */
    public void resetHits() {
        hits.set(0);
    }

    /** How many more hits are passed over. */
    public long ignoreCount() {
        return ignoreCount.get();
    }

    /** Sets how many more hits are passed over. */
    public void setIgnoreCount(long count) {
        ignoreCount.set(count);
    }

    /** The only thread whose hits count. */
    public OptionalInt thread() {
        return thread == ANY_THREAD ? OptionalInt.empty() : OptionalInt.of(thread);
    }

    /** Lets only the hits of one thread count, or those of any. */
    public void setThread(OptionalInt tid) {
        thread = tid.orElse(ANY_THREAD);
    }

    /** What must be true for a hit to count. */
    public Optional<Condition> condition() {
        return Optional.ofNullable(condition);
    }

    /** Sets what must be true for a hit to count. */
    public void setCondition(Optional<Condition> newCondition) {
        condition = newCondition.orElse(null);
    }

    /** What is done at a hit that counts, in place of a stop. */
    public Optional<HitAction> action() {
        return Optional.ofNullable(action);
    }

    /** Sets what is done at a hit that counts, in place of a stop. */
    public void setAction(Optional<HitAction> newAction) {
        action = newAction.orElse(null);
    }

    /** Judges a hit, and counts it; whether it stops the process. On the thread that drives the process. */
    boolean judge(InferiorThread hitter) {
        int only = thread;
        if (!enabled || (only != ANY_THREAD && only != hitter.tid())) {
            return false;
        }
        Condition test = condition;
        if (test != null && !test.holds(hitter)) {
            return false;
        }
        hits.incrementAndGet();
        if (ignoreCount.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
            return false;
        }
        HitAction instead = action;
        if (instead != null) {
            instead.hit(hitter);
            return false;
        }
        return true;
    }

    /** Takes back a hit, for its condition was found false when all threads had stopped; whether it was. */
    public boolean retract(InferiorThread hitter) {
        Condition test = condition;
        if (test == null || test.holdsAtStop(hitter)) {
            return false;
        }
        hits.decrementAndGet();
        return true;
    }
}

package dev.sonde.engine.target;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StepControl;
import dev.sonde.engine.x86_64.Register;

/** Steps on within an area, up to an instruction that may have been a call or a return. */
final class AreaControl implements StepControl {
    private final StepArea area;
    private final CallWatch watch;
    private long left;

    /**
     * @param watch is told of each step but the last, which the caller can ask it about
     * @param budget how many steps there may be
     */
    AreaControl(StepArea area, CallWatch watch, long budget) {
        this.area = area;
        this.watch = watch;
        left = budget;
    }

    /** How many steps are left. */
    long left() {
        return left;
    }

    @Override
    public boolean stepAgain(InferiorThread thread) {
        left--;
        long pc = thread.registers().readLong(Register.RIP);
        long sp = thread.registers().readLong(Register.RSP);
        if (left <= 0 || !area.contains(pc) || watch.mayHaveLeft(pc, sp)) {
            return false;
        }
        watch.remember();
        return true;
    }
}

package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.x86_64.Register;

/**
 * True when a thread has left a frame, and is not in a deeper call of the same function.
 *
 * @param tid the system's id of the thread
 * @param sp the stack pointer when the frame has been left, or less
 */
public record FrameLeft(int tid, long sp) implements Condition {
    @Override
    public boolean holds(InferiorThread thread) {
        return thread.tid() == tid && Long.compareUnsigned(thread.registers().readLong(Register.RSP), sp) >= 0;
    }

    @Override
    public String text() {
        return "$rsp >= 0x" + Long.toHexString(sp);
    }
}

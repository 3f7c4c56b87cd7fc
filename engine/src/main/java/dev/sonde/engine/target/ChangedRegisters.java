package dev.sonde.engine.target;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.error.SyscallException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.syscall.Errno;
import dev.sonde.engine.unwind.Frame;

/** Gives changed registers to their thread, or to the stack where those of a caller are saved. */
public final class ChangedRegisters {
    private ChangedRegisters() {}

    /**
     * Makes the changes take effect. What is read afterwards is what the thread has: the processor and the kernel keep
     * some bits as they are, and refuse some values.
     *
     * @throws DebugException if the kernel refuses; the thread then keeps what it had
     */
    public static void commit(InferiorThread thread) {
        commit(thread, thread::commitRegisters);
    }

    /**
     * The same for the registers of a frame.
     *
     * @throws DebugException if the kernel refuses, or a register of a caller is saved nowhere
     */
    public static void commit(Frame frame) {
        commit(frame.thread(), frame.registers()::commit);
    }

    private static void commit(InferiorThread thread, Runnable commit) {
        try {
            commit.run();
        } catch (SyscallException e) {
            throw new DebugException(
                    "Couldn't write registers: "
                            + Errno.numbered(e.errno()).map(Errno::text).orElse("error " + e.errno()) + ".",
                    e);
        } finally {
            thread.registers().invalidate();
        }
    }
}

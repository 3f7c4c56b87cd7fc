package dev.sonde.engine.inferior;

import dev.sonde.engine.x86_64.RegisterFile;

/** A thread of an {@link Inferior}. */
public interface InferiorThread {
    /** The thread's id, as the system that runs it counts. */
    int tid();

    /** The process that it belongs to. */
    Inferior inferior();

    /** The name that the program gave it ({@code comm}); empty when the thread is gone. */
    String name();

    /** Whether it is stopped, so that its registers can be read. */
    boolean isStopped();

    /**
     * The registers of this stop, fetched as they are read. To be used from one Java thread at a time, until the thread
     * resumes; changes reach the thread at {@link #commitRegisters}, at the latest when it resumes.
     *
     * @throws dev.sonde.engine.error.DebugException if the thread runs or is gone
     */
    RegisterFile registers();

    /** Makes the changes to {@link #registers} take effect. */
    void commitRegisters();

    /** The signal that the thread would receive if it were resumed now; 0 for none. */
    int pendingSignal();
}

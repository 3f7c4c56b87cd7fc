package dev.sonde.engine.inferior;

import dev.sonde.engine.x86_64.RegisterFile;
import java.util.Optional;

/** A thread of an {@link Inferior}. */
public interface InferiorThread {
    /** The thread's id, as the system that runs it counts. */
    int tid();

    /** The process that it belongs to. */
    Inferior inferior();

    /** The name that the program gave it ({@code comm}); empty when the thread is gone. */
    String name();

    /** What the backend calls it, such as {@code Thread 12.13}; empty where the system's own ids say it. */
    default Optional<String> title() {
        return Optional.empty();
    }

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

    /**
     * All but the registers that decides how the thread goes on from this stop: the signal that it would receive, what is known
     * of it, and what has been hit already. To be handed back to {@link #restore} after the thread has done something else.
     */
    StopState stopState();

    /** Makes the thread, which has stopped for a trap, go on as it would have when {@code state} was taken. */
    void restore(StopState state);

    /**
     * The {@code siginfo_t} of the signal that the thread has stopped for.
     *
     * @throws dev.sonde.engine.error.DebugException if it has stopped for none
     */
    byte[] signalInfo();

    /**
     * Changes the {@code siginfo_t} that the program will get with the signal.
     *
     * @throws dev.sonde.engine.error.DebugException if the thread has stopped for no signal
     */
    void signalInfo(byte[] bytes);

    /** What a backend keeps of a stop. */
    interface StopState {}
}

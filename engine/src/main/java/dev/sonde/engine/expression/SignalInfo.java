package dev.sonde.engine.expression;

/** The {@code siginfo_t} of the signal that a thread has stopped for, which {@code $_siginfo} names. */
public interface SignalInfo {
    /**
     * Its bytes.
     *
     * @throws dev.sonde.engine.error.DebugException if the thread has stopped for no signal
     */
    byte[] read();

    /** Changes what the program will get with the signal. */
    void write(byte[] bytes);
}

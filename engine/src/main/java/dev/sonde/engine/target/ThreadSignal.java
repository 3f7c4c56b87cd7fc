package dev.sonde.engine.target;

import dev.sonde.engine.expression.SignalInfo;
import dev.sonde.engine.inferior.InferiorThread;

/** The signal that a thread has stopped for. */
record ThreadSignal(InferiorThread thread) implements SignalInfo {
    @Override
    public byte[] read() {
        return thread.signalInfo();
    }

    @Override
    public void write(byte[] bytes) {
        thread.signalInfo(bytes);
    }
}

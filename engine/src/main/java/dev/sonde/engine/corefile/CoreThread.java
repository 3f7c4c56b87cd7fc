package dev.sonde.engine.corefile;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterTable;
import java.lang.foreign.ValueLayout;

/** A thread of a core file. */
final class CoreThread implements InferiorThread {
    private final CoreInferior inferior;
    private final ThreadNotes notes;
    private final RegisterFile registers;

    CoreThread(CoreInferior inferior, RegisterTable table, ThreadNotes notes) {
        this.inferior = inferior;
        this.notes = notes;
        registers = new RegisterFile(table, new CoreRegisters(notes));
    }

    @Override
    public int tid() {
        return notes.tid();
    }

    @Override
    public Inferior inferior() {
        return inferior;
    }

    /** Core files do not have the names of threads. */
    @Override
    public String name() {
        return "";
    }

    @Override
    public boolean isStopped() {
        return true;
    }

    @Override
    public RegisterFile registers() {
        return registers;
    }

    /** What was changed is forgotten. */
    @Override
    public void commitRegisters() {
        if (registers.isDirty()) {
            registers.invalidate();
            throw CoreInferior.cannotRun();
        }
    }

    /** The signal that ended the process, or that the thread had stopped for. */
    @Override
    public int pendingSignal() {
        return notes.signal();
    }

    @Override
    public StopState stopState() {
        throw CoreInferior.cannotRun();
    }

    @Override
    public void restore(StopState state) {
        throw CoreInferior.cannotRun();
    }

    @Override
    public byte[] signalInfo() {
        if (notes.signalInfo().byteSize() == 0) {
            throw new DebugException("Unable to read siginfo: the core file has none of thread " + tid());
        }
        return notes.signalInfo().toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public void signalInfo(byte[] bytes) {
        throw CoreInferior.cannotRun();
    }

    @Override
    public String toString() {
        return "thread " + tid() + " of a core file";
    }
}

package dev.sonde.engine.corefile;

import java.lang.foreign.MemorySegment;

/**
 * The notes of one thread; those that it lacks are empty.
 *
 * @param status NT_PRSTATUS: {@code struct elf_prstatus}, as long as it shall be
 * @param floatingPoint NT_FPREGSET: the FXSAVE image
 * @param xsave NT_X86_XSTATE: the XSAVE area in the standard format
 * @param signalInfo NT_SIGINFO: {@code siginfo_t}
 */
record ThreadNotes(MemorySegment status, MemorySegment floatingPoint, MemorySegment xsave, MemorySegment signalInfo) {
    static ThreadNotes of(MemorySegment status) {
        return new ThreadNotes(status, MemorySegment.NULL, MemorySegment.NULL, MemorySegment.NULL);
    }

    ThreadNotes withFloatingPoint(MemorySegment note) {
        return new ThreadNotes(status, note, xsave, signalInfo);
    }

    ThreadNotes withXsave(MemorySegment note) {
        return new ThreadNotes(status, floatingPoint, note, signalInfo);
    }

    ThreadNotes withSignalInfo(MemorySegment note) {
        return new ThreadNotes(status, floatingPoint, xsave, note);
    }

    int tid() {
        return status.get(CoreLayout.INT, CoreLayout.STATUS_TID);
    }

    /** The signal that the thread got, 0 for none. */
    int signal() {
        return status.get(CoreLayout.SHORT, CoreLayout.STATUS_SIGNAL);
    }
}

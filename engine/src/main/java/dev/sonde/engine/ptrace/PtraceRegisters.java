package dev.sonde.engine.ptrace;

import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.SystemCall;
import dev.sonde.engine.x86_64.RegisterSink;
import dev.sonde.engine.x86_64.RegisterSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongSupplier;

/** The register blocks of one thread, fetched and stored by ptrace on the tracer thread. */
final class PtraceRegisters implements RegisterSource, RegisterSink {
    private static final long PC_OFFSET = Ptrace.USER_RIP;
    private static final long ORIG_RAX_OFFSET = 15 * 8;

    private final int tid;
    private final Tracer tracer;
    private final MemorySegment iovec = Arena.ofAuto().allocate(16, 8);
    private long fetchedPc;
    private long fetchedCall;

    PtraceRegisters(int tid, Tracer tracer) {
        this.tid = tid;
        this.tracer = tracer;
    }

    @Override
    public void readGeneral(MemorySegment into) {
        request("read the registers", () -> Ptrace.getRegs(tid, into));
        fetchedPc = into.get(ValueLayout.JAVA_LONG, PC_OFFSET);
        fetchedCall = into.get(ValueLayout.JAVA_LONG, ORIG_RAX_OFFSET);
    }

    @Override
    public void writeGeneral(MemorySegment from) {
        boolean moved = from.get(ValueLayout.JAVA_LONG, PC_OFFSET) != fetchedPc;
        long call = from.get(ValueLayout.JAVA_LONG, ORIG_RAX_OFFSET);
        if (moved && call >= 0 && call == fetchedCall) {
            // The kernel would restart the interrupted system call by moving the new pc back onto it.
            from.set(ValueLayout.JAVA_LONG, ORIG_RAX_OFFSET, -1);
        }
        request("write the registers", () -> Ptrace.setRegs(tid, from));
        fetchedPc = from.get(ValueLayout.JAVA_LONG, PC_OFFSET);
        fetchedCall = from.get(ValueLayout.JAVA_LONG, ORIG_RAX_OFFSET);
    }

    @Override
    public long readXsave(MemorySegment into) {
        setIovec(into);
        request("read the vector registers", () -> Ptrace.getRegSet(tid, Ptrace.NT_X86_XSTATE, iovec));
        return iovec.get(ValueLayout.JAVA_LONG, 8);
    }

    @Override
    public void writeXsave(MemorySegment from) {
        setIovec(from);
        request("write the vector registers", () -> Ptrace.setRegSet(tid, Ptrace.NT_X86_XSTATE, iovec));
    }

    @Override
    public long readDebug(int index) {
        MemorySegment word = iovec;
        request("read debug register " + index, () -> Ptrace.peekUser(tid, Ptrace.USER_DEBUGREG + 8L * index, word));
        return word.get(ValueLayout.JAVA_LONG, 0);
    }

    @Override
    public void writeDebug(int index, long value) {
        request("write debug register " + index, () -> Ptrace.pokeUser(tid, Ptrace.USER_DEBUGREG + 8L * index, value));
    }

    private void setIovec(MemorySegment buffer) {
        iovec.set(ValueLayout.JAVA_LONG, 0, buffer.address());
        iovec.set(ValueLayout.JAVA_LONG, 8, buffer.byteSize());
    }

    /** Makes a request of this thread, on the tracer thread. */
    void request(String what, LongSupplier ptrace) {
        long result = tracer.isCurrent() ? ptrace.getAsLong() : tracer.call(ptrace::getAsLong);
        SystemCall.check(what + " of thread " + tid, result);
    }
}

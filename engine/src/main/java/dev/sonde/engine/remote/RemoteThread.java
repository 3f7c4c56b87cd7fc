package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.signal.SigInfo;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/** A thread that a stub controls. */
final class RemoteThread implements InferiorThread {
    private final RemoteInferior inferior;
    private final int tid;
    private final RemoteStub stub;
    private final RemoteRegisters source;
    private final RegisterFile registers;

    /** What it does until the next stop. */
    ThreadAction action = ThreadAction.run();

    /** The name that the stub's list of threads has for it; empty if it has none. */
    volatile String listedName = "";

    private volatile int pendingSignal;
    /** Whether the signal was caused by the instruction at the pc, which will cause it again. */
    private boolean synchronous;
    /** Whether what is planted at {@link #passedPc} has had its say and must not stop the thread again. */
    private boolean passed;

    private long passedPc;

    RemoteThread(RemoteInferior inferior, RemoteStub stub, int tid) {
        this.inferior = inferior;
        this.stub = stub;
        this.tid = tid;
        source = new RemoteRegisters(stub, inferior.pid(), tid);
        registers = new RegisterFile(stub.layout().table(), source);
    }

    @Override
    public int tid() {
        return tid;
    }

    @Override
    public Inferior inferior() {
        return inferior;
    }

    @Override
    public String name() {
        return listedName;
    }

    @Override
    public boolean isStopped() {
        return inferior.state() == Inferior.State.STOPPED;
    }

    @Override
    public RegisterFile registers() {
        requireStopped();
        return registers;
    }

    @Override
    public void commitRegisters() {
        requireStopped();
        flush();
    }

    void flush() {
        if (registers.isDirty()) {
            registers.flush(source);
        }
    }

    /** The thread has run: nothing that was known holds any more, but for what the stub has said with the stop. */
    void stopped(Map<Integer, byte[]> expedited) {
        registers.invalidate();
        source.stopped(expedited);
    }

    long pc() {
        return registers.isDirty() ? registers.readLong(Register.RIP) : source.general(Register.RIP);
    }

    void pc(long address) {
        registers.writeLong(Register.RIP, address);
    }

    /** Notes that what is planted at the pc has had its say. */
    void pass(long pc) {
        passed = true;
        passedPc = pc;
    }

    void passNothing() {
        passed = false;
    }

    /** Whether what is planted at the pc has had its say, so that the thread must get over it. */
    boolean isOnPassed() {
        return passed && !(pendingSignal != 0 && synchronous) && pc() == passedPc;
    }

    @Override
    public int pendingSignal() {
        return pendingSignal;
    }

    void pend(int signal, boolean bySomethingAtThePc) {
        pendingSignal = signal;
        synchronous = bySomethingAtThePc;
    }

    private record Kept(int signal, boolean synchronous, boolean passed, long passedPc) implements StopState {}

    @Override
    public StopState stopState() {
        requireStopped();
        return new Kept(pendingSignal, synchronous, passed, passedPc);
    }

    @Override
    public void restore(StopState state) {
        requireStopped();
        Kept kept = (Kept) state;
        pend(kept.signal, kept.synchronous);
        passed = kept.passed;
        passedPc = kept.passedPc;
    }

    @Override
    public byte[] signalInfo() {
        requireStopped();
        return stub.link()
                .call(this::readSignalInfo)
                .orElseThrow(() -> new DebugException("Unable to read siginfo: thread " + tid
                        + " has stopped for no signal, or the remote stub does not tell"));
    }

    private Optional<byte[]> readSignalInfo() {
        if (!stub.supports("qXfer:siginfo:read")) {
            return Optional.empty();
        }
        stub.select(inferior.pid(), tid);
        return stub.transfer("siginfo", "").filter(bytes -> bytes.length >= SigInfo.SIZE);
    }

    /** What is known of a signal that the thread has stopped for. On the link's thread. */
    SigInfo signalled(int number) {
        return SigInfo.decode(readSignalInfo()
                .filter(bytes -> SigInfo.decode(bytes).number() == number)
                .orElseGet(() -> onlyNumber(number)));
    }

    private static byte[] onlyNumber(int number) {
        return ByteBuffer.allocate(SigInfo.SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    @Override
    public void signalInfo(byte[] bytes) {
        requireStopped();
        stub.link().run(() -> {
            if (!stub.supports("qXfer:siginfo:write")) {
                throw new DebugException("Unable to write siginfo: the remote stub does not support it");
            }
            stub.select(inferior.pid(), tid);
            byte[] reply = stub.link()
                    .ask(PacketBuilder.of("qXfer:siginfo:write::0:")
                            .binary(bytes)
                            .toBytes());
            if (reply.length == 0 || StubReply.isError(reply)) {
                throw StubReply.failure(reply, "Unable to write siginfo");
            }
        });
    }

    private void requireStopped() {
        switch (inferior.state()) {
            case STOPPED -> {}
            case RUNNING -> {
                if (!stub.link().isCurrent()) {
                    throw new DebugException("Selected thread is running.");
                }
            }
            case GONE -> throw new DebugException("Thread " + tid + " is gone: it has no registers any more");
        }
    }

    @Override
    public String toString() {
        return "remote thread " + tid;
    }
}

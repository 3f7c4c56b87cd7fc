package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Catching;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.ThreadId;
import dev.sonde.engine.signal.Signal;
import dev.sonde.engine.signal.SignalPolicy;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes the packets that let a process run, and those that say what it shall stop for. On the link's thread. */
final class Resumer {
    private static final int SYSTEM_CALLS = 512;

    private final RemoteInferior inferior;
    private final RemoteStub stub;
    private String passedSignals = "QPassSignals:";
    private String caughtCalls = "QCatchSyscalls:0";

    Resumer(RemoteInferior inferior, RemoteStub stub) {
        this.inferior = inferior;
        this.stub = stub;
    }

    /** Another process: the stub has been told nothing about it. */
    void forget() {
        passedSignals = "QPassSignals:";
        caughtCalls = "QCatchSyscalls:0";
    }

    /** Tells the stub what need not, and what shall, stop the process. */
    void prepare(Catching catching, List<RemoteThread> threads) {
        String passed = "QPassSignals:"
                + Signal.all().stream()
                        .filter(signal -> isPassed(catching.signals().of(signal.number())))
                        .map(signal -> Integer.toHexString(stub.signalToStub(signal.number())))
                        .distinct()
                        .collect(Collectors.joining(";"));
        if (stub.supports("QPassSignals") && !passed.equals(passedSignals)) {
            stub.tryAsk("QPassSignals", RemoteLink.bytes(passed));
            passedSignals = passed;
        }
        boolean all = threads.stream().anyMatch(thread -> thread.action instanceof ThreadAction.ToSyscall);
        String caught = calls(catching.syscalls(), all);
        if (!caught.equals(caughtCalls)) {
            if (!stub.supports("QCatchSyscalls")) {
                throw new DebugException("The remote stub does not support the catching of system calls");
            }
            StubReply.requireOk(stub.link().ask(RemoteLink.bytes(caught)), "Cannot catch system calls");
            caughtCalls = caught;
        }
    }

    private static boolean isPassed(SignalPolicy policy) {
        return policy.pass() && !policy.stop() && !policy.print();
    }

    private static String calls(@Nullable LongPredicate wanted, boolean all) {
        if (all) {
            return "QCatchSyscalls:1";
        }
        if (wanted == null) {
            return "QCatchSyscalls:0";
        }
        List<String> numbers = IntStream.range(0, SYSTEM_CALLS)
                .filter(wanted::test)
                .mapToObj(Integer::toHexString)
                .toList();
        return numbers.size() == SYSTEM_CALLS ? "QCatchSyscalls:1" : "QCatchSyscalls:1;" + String.join(";", numbers);
    }

    /** Executes one instruction of one thread, while the others stay stopped. */
    byte[] step(RemoteThread thread) {
        if (stub.hasAction("s")) {
            return PacketBuilder.of("vCont;s:").thread(id(thread)).toBytes();
        }
        selectToRun(id(thread));
        return RemoteLink.bytes("s");
    }

    /** Whether a thread can be let run to the entry of its next system call. */
    boolean knowsEntries() {
        return stub.supports("QCatchSyscalls") && stub.hasContinue();
    }

    /** Lets one thread run alone to the entry of its next system call; what stops the process has to be prepared anew. */
    byte[] toEntry(RemoteThread thread) {
        caughtCalls = "QCatchSyscalls:1";
        StubReply.requireOk(stub.link().ask(RemoteLink.bytes(caughtCalls)), "Cannot catch system calls");
        return PacketBuilder.of("vCont;c:").thread(id(thread)).toBytes();
    }

    /** Lets one thread run alone. */
    byte[] only(RemoteThread thread) {
        return PacketBuilder.of("vCont;")
                .text(verb(thread))
                .text(":")
                .thread(id(thread))
                .toBytes();
    }

    /** Lets each thread do what its action says, and new ones as {@code others}. */
    byte[] all(List<RemoteThread> threads, ThreadAction others) {
        return stub.hasContinue() ? together(threads, others) : simply(threads, others);
    }

    private byte[] together(List<RemoteThread> threads, ThreadAction others) {
        boolean byDefault = !(others instanceof ThreadAction.Stay)
                && threads.stream().noneMatch(thread -> thread.action instanceof ThreadAction.Stay);
        PacketBuilder packet = PacketBuilder.of("vCont");
        for (RemoteThread thread : threads) {
            ThreadAction action = thread.action;
            boolean isDefault = byDefault && !(action instanceof ThreadAction.Step) && thread.pendingSignal() == 0;
            if (!(action instanceof ThreadAction.Stay) && !isDefault) {
                packet.text(";").text(verb(thread)).text(":").thread(id(thread));
            }
        }
        if (byDefault) {
            packet.text(";c");
            if (stub.isMultiprocess()) {
                packet.text(":").thread(ThreadId.of(inferior.pid(), ThreadId.ALL));
            }
        }
        return packet.toBytes();
    }

    private String verb(RemoteThread thread) {
        int signal = thread.pendingSignal();
        if (thread.action instanceof ThreadAction.Step) {
            return signal == 0 ? "s" : "S" + signal(signal);
        }
        return signal == 0 ? "c" : "C" + signal(signal);
    }

    private String signal(int number) {
        return "%02x".formatted(stub.signalToStub(number));
    }

    /** For a stub without {@code vCont}: one thread acts, the others run or stay, as the stub likes. */
    private byte[] simply(List<RemoteThread> threads, ThreadAction others) {
        List<RemoteThread> acting = threads.stream()
                .filter(thread -> !(thread.action instanceof ThreadAction.Stay))
                .toList();
        RemoteThread one = acting.stream()
                .filter(thread -> thread.action instanceof ThreadAction.Step || thread.pendingSignal() != 0)
                .findFirst()
                .orElse(acting.getFirst());
        boolean together = !(others instanceof ThreadAction.Stay) && acting.size() == threads.size();
        boolean steps = one.action instanceof ThreadAction.Step;
        selectToRun(steps || !together ? id(one) : ThreadId.of(ThreadId.ALL));
        int signal = one.pendingSignal();
        if (signal != 0) {
            return RemoteLink.bytes((steps ? "S" : "C") + signal(signal));
        }
        return RemoteLink.bytes(steps ? "s" : "c");
    }

    private void selectToRun(ThreadId id) {
        stub.link().ask(PacketBuilder.of("Hc").thread(id).toBytes());
    }

    private ThreadId id(RemoteThread thread) {
        return stub.id(inferior.pid(), thread.tid());
    }
}

package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Catching;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopEvent.ThreadStop;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.signal.SigInfo;
import dev.sonde.engine.signal.SignalPolicy;
import dev.sonde.engine.x86_64.Register;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Says what a stop that the stub tells of means, and whether anybody wants to know. On the link's thread.
 *
 * <p>Source: "Debugging with GDB", appendix E.3, "Stop Reply Packets".
 */
final class RemoteStops {
    private static final int SIGINT = 2;
    private static final int SIGTRAP = 5;
    private static final int SIGSTOP = 19;
    /** SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV and SIGSYS: from the kernel they mean the instruction at the pc. */
    private static final long SYNCHRONOUS = 1L << 4 | 1L << 5 | 1L << 7 | 1L << 8 | 1L << 11 | 1L << 31;

    private static final byte INT3 = (byte) 0xcc;
    private static final List<Register> ARGUMENTS =
            List.of(Register.RDI, Register.RSI, Register.RDX, Register.R10, Register.R8, Register.R9);

    private final RemoteInferior inferior;
    private final RemoteRunControl control;
    private final RemoteStub stub;
    private final RemoteSites sites;
    private final RemoteForks forks;
    /** The arguments of the system calls that threads are in, by thread id. */
    private final Map<Integer, List<Long>> callArguments = new HashMap<>();

    /** Why a filter could not judge the stop that is being judged. */
    private @Nullable DebugException failure;

    /** What a stop leads to. */
    sealed interface Judgement {
        /** Somebody wants to know. */
        record Report(ThreadStop stop) implements Judgement {}

        /** Nobody wants to know. */
        record GoOn(boolean stepped) implements Judgement {}

        /** The process has ended. */
        record End(StopEvent event) implements Judgement {}

        /** Nobody can say: a filter has failed. */
        record Failed(DebugException exception) implements Judgement {}

        /** Whether the thread has executed the instruction that it was to. */
        default boolean stepped() {
            return !(this instanceof GoOn(boolean executed)) || executed;
        }
    }

    RemoteStops(RemoteInferior inferior, RemoteRunControl control, RemoteStub stub, RemoteSites sites) {
        this.inferior = inferior;
        this.control = control;
        this.stub = stub;
        this.sites = sites;
        forks = new RemoteForks(inferior, stub, sites);
    }

    /** What the end of a process means, or of a thread. */
    Judgement judge(StopReply reply) {
        return switch (reply) {
            case StopReply.Exited(int code, var _) -> new Judgement.End(new StopEvent.Exited(code));
            case StopReply.Killed(int signal, var _) ->
                new Judgement.End(new StopEvent.Killed(stub.signalFromStub(signal), false));
            case StopReply.NoResumed() -> onlyOneEnded();
            case StopReply.ThreadExited _, StopReply.Output _, StopReply.FileRequest _, StopReply.Stopped _ ->
                new Judgement.GoOn(false);
        };
    }

    /** The thread that alone was to run is no more. */
    private Judgement onlyOneEnded() {
        List<RemoteThread> before = inferior.remoteThreads().known();
        inferior.remoteThreads().stale();
        inferior.updateThreads();
        List<RemoteThread> after = inferior.remoteThreads().known();
        int ended = before.stream()
                .filter(thread -> !after.contains(thread))
                .mapToInt(RemoteThread::tid)
                .findFirst()
                .orElse(0);
        return new Judgement.Report(new ThreadStop(after.getFirst(), List.of(new StopCause.ThreadEnded(ended))));
    }

    /**
     * What the stop of a thread means.
     *
     * @param steppedOver the thread that was to execute the one instruction under what is planted, if that was all
     */
    Judgement judge(RemoteThread thread, StopReply.Stopped stop, @Nullable RemoteThread steppedOver) {
        int signal = stub.signalFromStub(stop.signal());
        thread.pend(steppedOver == thread ? thread.pendingSignal() : 0, false);
        List<StopCause> causes = new ArrayList<>(event(thread, stop.details()).orElseGet(() -> {
            Set<StopCause> found = new LinkedHashSet<>();
            accesses(thread, stop.details(), found);
            trapOrSignal(thread, signal, stop.details(), steppedOver, found);
            return List.copyOf(found);
        }));
        if (failure != null) {
            DebugException exception = failure;
            failure = null;
            return new Judgement.Failed(exception);
        }
        if (!causes.isEmpty()) {
            return new Judgement.Report(new ThreadStop(thread, causes));
        }
        return new Judgement.GoOn(signal == SIGTRAP);
    }

    /** What is no trap and no signal; empty if there is no such thing. */
    private Optional<List<StopCause>> event(RemoteThread thread, Map<String, String> details) {
        Catching catching = control.catching();
        for (Map.Entry<String, String> detail : details.entrySet()) {
            String value = detail.getValue();
            switch (detail.getKey()) {
                case "fork" -> {
                    return Optional.of(forks.made(thread, new PacketCursor(value).thread(), false, catching));
                }
                case "vfork" -> {
                    return Optional.of(forks.made(thread, new PacketCursor(value).thread(), true, catching));
                }
                case "vforkdone" -> {
                    control.lends(null);
                    sites.dropAll();
                    return Optional.of(List.of());
                }
                case "exec" -> {
                    String path = new String(new PacketCursor(value).hexBytes(), StandardCharsets.UTF_8);
                    inferior.executed(thread);
                    return Optional.of(List.of(new StopCause.Executed(path, OptionalInt.empty())));
                }
                case "syscall_entry" -> {
                    return Optional.of(entry(thread, new PacketCursor(value).number()));
                }
                case "syscall_return" -> {
                    return Optional.of(exit(thread, new PacketCursor(value).number()));
                }
                case "create" -> {
                    return Optional.of(
                            catching.threads() ? List.of(new StopCause.ThreadCreated(thread.tid())) : List.of());
                }
                case "library" -> {
                    return Optional.of(List.of());
                }
                case "replaylog" -> {
                    return Optional.of(List.of(new StopCause.HistoryEnd()));
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private List<StopCause> entry(RemoteThread thread, long number) {
        List<Long> arguments = ARGUMENTS.stream()
                .map(register -> thread.registers().readLong(register))
                .toList();
        callArguments.put(thread.tid(), arguments);
        return isWanted(thread, number) ? List.of(new StopCause.SyscallEntry(number, arguments)) : List.of();
    }

    private List<StopCause> exit(RemoteThread thread, long number) {
        List<Long> arguments =
                Optional.ofNullable(callArguments.remove(thread.tid())).orElse(List.of());
        long result = thread.registers().readLong(Register.RAX);
        return isWanted(thread, number) ? List.of(new StopCause.SyscallExit(number, arguments, result)) : List.of();
    }

    private boolean isWanted(RemoteThread thread, long number) {
        LongPredicate caught = control.catching().syscalls();
        return thread.action instanceof ThreadAction.ToSyscall || (caught != null && caught.test(number));
    }

    /** The watched places that were accessed. */
    private void accesses(RemoteThread thread, Map<String, String> details, Set<StopCause> causes) {
        for (String kind : List.of("watch", "rwatch", "awatch")) {
            String address = details.get(kind);
            if (address != null) {
                hit(thread, sites.watching(new PacketCursor(address).number()), causes);
            }
        }
        if ("watchpoint".equals(details.get("reason"))) {
            lldbAccess(details).ifPresent(address -> hit(thread, sites.watching(address), causes));
        }
    }

    /** lldb-server has the address of what it watches, its slot and the address accessed in the description. */
    private static Optional<Long> lldbAccess(Map<String, String> details) {
        String[] words = new PacketCursor(details.getOrDefault("description", ""))
                .hexText()
                .split(" ", 2);
        try {
            return Optional.of(Long.parseUnsignedLong(words[0]));
        } catch (NumberFormatException e) {
            return Optional.empty(); // nothing that can be told from a step
        }
    }

    private static boolean isAccess(Map<String, String> details) {
        return details.containsKey("watch")
                || details.containsKey("rwatch")
                || details.containsKey("awatch")
                || "watchpoint".equals(details.get("reason"));
    }

    private void hit(RemoteThread thread, List<RemoteSites.Site> hit, Set<StopCause> causes) {
        for (RemoteSites.Site site : hit) {
            try {
                if (site.filter().shouldStop(thread)) {
                    causes.add(new StopCause.Hit(site.point()));
                }
            } catch (DebugException e) {
                if (!stub.link().isOpen()) {
                    throw e;
                }
                failure = e;
            }
        }
    }

    private void trapOrSignal(
            RemoteThread thread,
            int signal,
            Map<String, String> details,
            @Nullable RemoteThread steppedOver,
            Set<StopCause> causes) {
        if (signal == SIGTRAP || signal == 0) {
            if (!trap(thread, details, steppedOver, causes)) {
                if (control.takeInterrupt()) {
                    causes.add(new StopCause.Interrupted());
                } else if (signal != 0) {
                    signalled(thread, signal, causes);
                }
            }
        } else if ((signal == SIGINT || signal == SIGSTOP) && control.takeInterrupt()) {
            causes.add(new StopCause.Interrupted());
        } else if (!((signal == SIGINT || signal == SIGSTOP) && control.takeLateInterrupt())) {
            signalled(thread, signal, causes);
        }
    }

    /** Whether a trap is one of the debugger's. */
    private boolean trap(
            RemoteThread thread,
            Map<String, String> details,
            @Nullable RemoteThread steppedOver,
            Set<StopCause> causes) {
        boolean explained = isAccess(details);
        boolean breakpoint = details.containsKey("swbreak")
                || details.containsKey("hwbreak")
                || "breakpoint".equals(details.get("reason"));
        moveBack(thread, details);
        long pc = thread.pc();
        List<RemoteSites.Site> here = sites.at(pc);
        boolean stepping = thread.action instanceof ThreadAction.Step || steppedOver == thread;
        boolean step = stepping && !breakpoint && !isForeign(details);
        if (step && thread.action instanceof ThreadAction.Step(var _, var stepControl)) {
            if (here.isEmpty() && !explained && stepControl.stepAgain(thread)) {
                return true;
            }
            if (!here.isEmpty() || explained) {
                if (!stepControl.stepAgain(thread)) {
                    causes.add(new StopCause.StepDone());
                }
            } else {
                causes.add(new StopCause.StepDone());
            }
        }
        boolean asked = !(steppedOver == thread) || thread.action instanceof ThreadAction.Step;
        if (!here.isEmpty() && asked && (breakpoint || step || !explained)) {
            // Where accesses are told after the instruction, at a pc where something else is planted, that speaks too.
            thread.pass(pc);
            hit(thread, here, causes);
            return true;
        }
        if (breakpoint && (here.isEmpty() || steppedOver == thread) && details.containsKey("swbreak")) {
            return !isProgramsOwn(thread, pc);
        }
        return explained || step || breakpoint;
    }

    /** Whether lldb-server says that it is something else than a step. */
    private static boolean isForeign(Map<String, String> details) {
        String reason = details.getOrDefault("reason", "trace");
        return !reason.equals("trace");
    }

    /** What we have written into the code is noticed behind it. */
    private void moveBack(RemoteThread thread, Map<String, String> details) {
        if (details.containsKey("swbreak") || isAccess(details) || thread.action instanceof ThreadAction.Step) {
            return;
        }
        long pc = thread.pc();
        boolean patched = sites.at(pc).isEmpty()
                && sites.software(pc - 1).filter(RemoteSites.Site::isPatched).isPresent();
        if (patched) {
            thread.pc(pc - 1);
        }
    }

    /** An int3 of the program: the stub has moved the pc back to it, where the program does not expect it. */
    private boolean isProgramsOwn(RemoteThread thread, long pc) {
        byte[] code = inferior.remoteMemory().readUpTo(pc, 1);
        if (code.length == 1 && code[0] == INT3) {
            thread.pc(pc + 1);
            return true;
        }
        return false; // a breakpoint that was removed since
    }

    private void signalled(RemoteThread thread, int number, Set<StopCause> causes) {
        SigInfo info = thread.signalled(number);
        SignalPolicy policy = control.catching().signals().of(number);
        boolean synchronous = info.isFromKernel() && (SYNCHRONOUS >>> number & 1) != 0;
        if (policy.stop()) {
            thread.pend(number, synchronous);
            causes.add(new StopCause.Signalled(info));
            return;
        }
        thread.pend(policy.pass() ? number : 0, synchronous);
        if (policy.print()) {
            inferior.tell(new Notice.SignalPassed(thread.tid(), info));
        }
    }
}

package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.ProgramStreams;
import dev.sonde.engine.linux.OwnProcess;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.syscall.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Attaches to every thread of a process, those that it makes meanwhile included. */
final class Attacher {
    private static final Path YAMA = Path.of("/proc/sys/kernel/yama/ptrace_scope");

    private Attacher() {}

    static Inferior attach(int pid) {
        if (pid <= 0) {
            throw new DebugException("Cannot attach to process " + pid + ": a process id is a positive number");
        }
        if (pid == OwnProcess.pid()) {
            throw new DebugException("Cannot attach to process " + pid + ": that is this debugger itself");
        }
        Tracer tracer = new Tracer("sonde-tracer-" + pid);
        try {
            return tracer.call(() -> attachOnTracer(tracer, pid));
        } catch (RuntimeException e) {
            tracer.run(tracer::end);
            throw e;
        }
    }

    private static Inferior attachOnTracer(Tracer tracer, int pid) {
        refuseWhatCannotWork(pid);
        int first = seizeFirst(pid);
        if (first == pid) {
            OwnChildren.watched(pid);
        }
        PtraceInferior inferior = new PtraceInferior(
                pid, first, false, tracer, HostRegisters.TABLE, TerminalHandover.none(), ProgramStreams.none(), true);
        inferior.adopt(first, Tracee.Phase.RUNNING);
        Set<Integer> seen = new HashSet<>(List.of(pid, first));
        boolean found;
        do {
            found = false;
            for (int tid : ProcFs.tasks(pid)) {
                if (seen.add(tid)) {
                    found = true;
                    // Fails for a thread that has ended, and for one whose maker was attached before: its clone event
                    // is on its way.
                    if (Ptrace.seize(tid, TraceOptions.ALL) >= 0) {
                        inferior.adopt(tid, Tracee.Phase.RUNNING);
                    }
                }
            }
        } while (found);
        inferior.control().stopAfterAttach();
        if (inferior.state() == Inferior.State.GONE) {
            throw new DebugException("Process " + pid + " ended while it was being attached to");
        }
        return inferior;
    }

    /** Seizes the leader, or another thread when it has exited and only the others go on. */
    private static int seizeFirst(int pid) {
        long result = Ptrace.seize(pid, TraceOptions.ALL);
        if (result >= 0) {
            return pid;
        }
        if (isZombie(pid)) {
            for (int tid : ProcFs.tasks(pid)) {
                if (Ptrace.seize(tid, TraceOptions.ALL) >= 0) {
                    return tid;
                }
            }
        }
        throw refused(pid, (int) -result);
    }

    private static boolean isZombie(int tid) {
        return ProcFs.statusField(tid, "State").orElse("Z").startsWith("Z");
    }

    private static void refuseWhatCannotWork(int pid) {
        String state = ProcFs.statusField(pid, "State")
                .orElseThrow(
                        () -> new DebugException("Cannot attach to process " + pid + ": there is no such process"));
        int group = ProcFs.statusNumber(pid, "Tgid").orElse(pid);
        if (group != pid) {
            throw new DebugException("Cannot attach to process " + pid + ": that is a thread of process " + group
                    + "; attach to " + group);
        }
        if (ProcFs.statusNumber(pid, "PPid").orElse(0) == OwnProcess.pid() && !OwnChildren.contains(pid)) {
            throw new DebugException(
                    "Cannot attach to process " + pid + ": this Java process has started it by itself, "
                            + "waits for its end and would take what is meant for the debugger; launch it by the debugger");
        }
        if (state.startsWith("Z") && ProcFs.tasks(pid).length <= 1) {
            throw new DebugException("Cannot attach to process " + pid
                    + ": it is a zombie, it has ended and waits for its parent "
                    + ProcFs.statusField(pid, "PPid").orElse("") + " to take note");
        }
        int tracerThread = ProcFs.statusNumber(pid, "TracerPid").orElse(0);
        if (tracerThread != 0) {
            int tracer = ProcFs.statusNumber(tracerThread, "Tgid").orElse(tracerThread);
            throw new DebugException("Cannot attach to process " + pid + ": it is already traced by process " + tracer
                    + ProcFs.text(tracer, "comm")
                            .map(name -> " (" + name.strip() + ")")
                            .orElse(""));
        }
    }

    private static DebugException refused(int pid, int errno) {
        String reason = Errno.describe(errno);
        if (errno == Ptrace.ESRCH) {
            return new DebugException("Cannot attach to process " + pid + ": there is no such process");
        }
        if (errno == Ptrace.EPERM) {
            String owner = ProcFs.statusField(pid, "Uid")
                    .map(ids -> ids.split("\\s+", 2)[0])
                    .orElse("another user");
            return new DebugException(
                    "Cannot attach to process " + pid + ": " + reason + "; it runs as uid " + owner + yamaAdvice());
        }
        return new DebugException("Cannot attach to process " + pid + ": " + reason);
    }

    private static String yamaAdvice() {
        try {
            return switch (Files.readString(YAMA).strip()) {
                case "0" -> "";
                case "1" ->
                    ", and kernel.yama.ptrace_scope is 1: only a parent may trace; "
                            + "start the program from the debugger, or set it to 0 as root";
                case "2" -> ", and kernel.yama.ptrace_scope is 2: only root may attach";
                default -> ", and kernel.yama.ptrace_scope is 3: nobody may attach until the next boot";
            };
        } catch (IOException e) {
            return ""; // a kernel without Yama
        }
    }
}

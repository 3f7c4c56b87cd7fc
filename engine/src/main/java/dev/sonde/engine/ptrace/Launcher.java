package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.error.SyscallException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.linux.OwnProcess;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.Signals;
import dev.sonde.engine.linux.Spawn;
import dev.sonde.engine.linux.SystemCall;
import dev.sonde.engine.linux.Wait;
import dev.sonde.engine.linux.WaitStatus;
import dev.sonde.engine.syscall.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts programs under ptrace: the stub is spawned, seized, and let become the program, which stops at its exec. */
final class Launcher {
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private static final String DUMP_FILTER = "coredump_filter";

    private Launcher() {}

    static Inferior launch(LaunchOptions options, boolean mayEmulate) {
        OwnChildren.reap();
        String path = find(options);
        options.directory().ifPresent(directory -> {
            if (!Files.isDirectory(directory)) {
                throw new DebugException("Cannot start " + path + " in " + directory + ": there is no such directory");
            }
        });
        Tracer tracer = new Tracer("sonde-tracer");
        try {
            return tracer.call(() -> launchOnTracer(tracer, path, options, mayEmulate));
        } catch (RuntimeException e) {
            tracer.run(tracer::end);
            throw e;
        }
    }

    private static Inferior launchOnTracer(Tracer tracer, String path, LaunchOptions options, boolean mayEmulate) {
        List<String> arguments = new ArrayList<>(options.arguments());
        arguments.addFirst(options.program());
        try (StdioSetup stdio = StdioSetup.open(options.stdio())) {
            Spawn.Waiting waiting = Spawn.start(new Spawn.Plan(
                    path,
                    arguments,
                    options.environment(),
                    options.directory()
                            .map(directory -> directory.toAbsolutePath().toString()),
                    stdio.standard(),
                    stdio.terminal(),
                    options.randomizeAddresses()));
            Wait wait = tracer.router().waiting();
            int pid = waiting.pid();
            long seized = Ptrace.seize(pid, TraceOptions.ALL | Ptrace.O_EXITKILL);
            if (seized < 0) {
                waiting.abandon();
                awaitEnd(wait, pid);
                throw new SyscallException("tracing the new process for " + path, (int) -seized);
            }
            waiting.go();
            awaitExec(wait, waiting, path);
            restoreDumpFilter(pid);
            TerminalHandover terminal =
                    options.stdio().inheritsAny() ? TerminalHandover.to(pid) : TerminalHandover.none();
            try {
                PtraceInferior inferior = new PtraceInferior(
                        pid, pid, true, tracer, HostRegisters.TABLE, terminal, stdio.streams(), mayEmulate);
                inferior.adopt(pid, Tracee.Phase.STOPPED).executed = true;
                stdio.keepStreams();
                OwnChildren.started(pid);
                return inferior;
            } catch (RuntimeException e) {
                terminal.close();
                awaitEnd(wait, pid);
                throw e;
            }
        }
    }

    /** Waits until the stub has become the program. */
    private static void awaitExec(Wait wait, Spawn.Waiting waiting, String path) {
        int pid = waiting.pid();
        while (true) {
            WaitStatus status = next(wait, pid);
            switch (status.kind()) {
                case EXITED -> throw notExecutable(path, status.exitCode());
                case KILLED ->
                    throw new DebugException(
                            "Cannot start " + path + ": the new process was killed by signal " + status.signal());
                case EVENT_STOP -> {
                    if (status.event() == WaitStatus.EVENT_EXEC && !waiting.isStub()) {
                        return;
                    }
                    Ptrace.cont(pid, 0);
                }
                case SIGNAL_STOP -> Ptrace.cont(pid, status.signal());
                case SYSCALL_STOP, CONTINUED -> Ptrace.cont(pid, 0);
            }
        }
    }

    /**
     * The JVM changes what goes into core files of its own, and its children inherit that: a program shall have the filter
     * that it would have without a debugger. Source: core(5).
     */
    private static void restoreDumpFilter(int pid) {
        ProcFs.text(OwnProcess.parent(), DUMP_FILTER).ifPresent(filter -> {
            try {
                Files.writeString(ProcFs.path(pid, DUMP_FILTER), "0x" + filter.strip());
            } catch (IOException e) {
                return; // it was killed just now, or the kernel writes no core files
            }
        });
    }

    private static void awaitEnd(Wait wait, int pid) {
        Signals.sendToProcess(pid, Signals.SIGKILL);
        WaitStatus status;
        do {
            status = next(wait, pid);
        } while (status.isStopped());
    }

    private static WaitStatus next(Wait wait, int pid) {
        long result;
        do {
            result = wait.take(pid);
        } while (result == -Wait.EINTR);
        SystemCall.check("waiting for the new process", result);
        return wait.status();
    }

    private static DebugException notExecutable(String path, int errno) {
        String hint = switch (errno) {
            case Errno.ENOEXEC -> "; it is neither an ELF program nor a script that names its interpreter";
            case Errno.EACCES -> "; see that the file is executable (chmod +x) and its file system allows it";
            case Errno.ENOENT -> Files.exists(Path.of(path)) ? "; the interpreter that it names does not exist" : "";
            default -> "";
        };
        return new DebugException("Cannot start " + path + ": " + Errno.describe(errno) + hint);
    }

    /** The program's file: as given if it has a slash, else the first executable one in PATH. */
    private static String find(LaunchOptions options) {
        String program = options.program();
        if (program.indexOf('/') >= 0) {
            return Path.of(program).toAbsolutePath().toString();
        }
        String path = System.getenv().getOrDefault("PATH", DEFAULT_PATH);
        for (String directory : path.split(":", -1)) {
            Path candidate = Path.of(directory.isEmpty() ? "." : directory, program);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return candidate.toAbsolutePath().toString();
            }
        }
        throw new DebugException("Cannot start " + program + ": no such program in PATH (" + path + ")");
    }
}

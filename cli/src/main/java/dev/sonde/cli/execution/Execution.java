package dev.sonde.cli.execution;

import dev.sonde.cli.command.Hooks;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.call.FunctionResult;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.target.CoreDump;
import dev.sonde.engine.target.Following;
import dev.sonde.engine.target.LineStep;
import dev.sonde.engine.target.Program;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.StopReason;
import dev.sonde.engine.target.Target;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.unwind.FrameId;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets the program run, and prints how it stopped. One per session. */
public final class Execution {
    /** What hooks of stops are called after. */
    private static final String STOP = "stop";

    private final Session session;
    private final ThreadNumbers threads;
    private final StopText stopText;
    private final Notices notices;
    private final ThreadBreakpoints threadBreakpoints;
    private final List<Runnable> stopListeners = new ArrayList<>();
    private Stop.@Nullable Stopped last;
    private @Nullable InferiorThread caller;

    /** A run of the program. */
    @FunctionalInterface
    private interface Run {
        Stop untilStop() throws InterruptedException;
    }

    private Execution(Session session) {
        this.session = session;
        threads = ThreadNumbers.of(session);
        stopText = new StopText(session);
        threadBreakpoints = new ThreadBreakpoints(session);
        notices = new Notices(session, threadBreakpoints);
        session.target().onNotice(notices::tell);
        FunctionCalls calls = new FunctionCalls(session, this::reportCall);
        Expressions.of(session).caller((thread, request) -> {
            caller = thread;
            return calls.call(thread, request);
        });
        session.target().onStop(this::stoppedUnawaited);
        session.settings()
                .setting(Settings.NON_STOP)
                .onChange(() -> session.target().nonStop(session.settings().is(Settings.NON_STOP)));
    }

    /** That of {@code session}. */
    public static Execution of(Session session) {
        return session.shared(Execution.class, Execution::new);
    }

    /** How the process stopped last, as long as it exists. */
    public Optional<Stop.Stopped> lastStop() {
        return session.target().hasProcess() ? Optional.ofNullable(last) : Optional.empty();
    }

    /** Lets {@code listener} add to what is printed at each stop. */
    public void onStop(Runnable listener) {
        stopListeners.add(listener);
    }

    /** Starts a program, stopped before its first instruction. */
    public void start(LaunchOptions options) {
        last = null;
        session.console().flush();
        threads.starting();
        target().start(options);
        threads.update(target().inferior());
    }

    /** Attaches to a process, and says where it is. */
    public void attach(int pid) {
        last = null;
        threads.starting();
        target().attachTo(pid);
        Inferior inferior = target().inferior();
        threads.update(inferior);
        if (session.settings().is(Settings.THREAD_EVENTS)) {
            for (InferiorThread thread : inferior.threads()) {
                if (thread.tid() != pid) {
                    session.console().println("[New LWP " + thread.tid() + "]");
                }
            }
        }
        session.console().println(Texts.locationAndSource(session, target().selectedThread()));
        stopListeners.forEach(Runnable::run);
    }

    /** Opens a core file, and says what it is of and where its program was. */
    public void openCore(Path file) {
        last = null;
        threads.starting();
        CoreDump core = target().openCore(file);
        if (!core.matchesProgram()) {
            session.console().error("warning: core file may not match specified executable file.");
        }
        core.warnings().forEach(warning -> session.console().error("warning: " + warning));
        List<InferiorThread> all = target().inferior().threads();
        all.forEach(threads::of);
        if (session.settings().is(Settings.THREAD_EVENTS)) {
            all.forEach(thread -> session.console().println("[New LWP " + thread.tid() + "]"));
        }
        core.command().ifPresent(command -> session.console().println("Core was generated by `" + command + "'."));
        if (core.signal() != 0) {
            session.console().println("Program terminated with signal " + StopText.signal(core.signal()) + ".");
            Expressions.of(session).variables().assign("_exitsignal", Value.Scalar.of(Types.INT, core.signal()));
        }
        InferiorThread first = all.getFirst();
        session.console().println("#0  " + Texts.locationAndSource(session, first));
        if (all.size() > 1) {
            session.console().println("[Current thread is " + threads.text(first) + " (" + Texts.thread(first) + ")]");
        }
        stopListeners.forEach(Runnable::run);
    }

    /**
     * Refuses what needs a process that runs.
     *
     * @throws DebugException if there is none
     */
    public void requireRunnable() {
        if (!target().canRun()) {
            throw new DebugException("The program is not being run.");
        }
    }

    /** Connects to a remote stub, and says where the process is that it controls. */
    public void connect(String place, boolean extended) {
        last = null;
        threads.starting();
        target().connect(place, extended);
        if (target().hasProcess()) {
            threads.update(target().inferior());
            session.console().println(Texts.locationAndSource(session, target().selectedThread()));
            stopListeners.forEach(Runnable::run);
        }
    }

    /** Ends the connection to a remote stub, without a word. */
    public void disconnect() {
        end(target()::disconnect);
    }

    /** Kills a launched process and lets go of another, without a word. */
    public void close() {
        end(() -> target().close(target().program()));
    }

    /** Kills the process of {@code program}, without a word. */
    public void kill(Program program) {
        end(() -> target().kill(program));
    }

    /** Lets the process of {@code program} go on by itself, without a word. */
    public void detach(Program program) {
        end(() -> target().detach(program, SignalDelivery.pending()));
    }

    /** Prints which thread is selected now, and where it is. */
    public void printSelected() {
        InferiorThread thread = selected();
        session.console().println("[Switching to thread " + threads.text(thread) + " (" + Texts.thread(thread) + ")]");
        session.console().println("#0  " + Texts.locationAndSource(session, thread));
    }

    /** Attaches to a process and to those that it has made, each as a program, and says where the first one is. */
    public void attachTree(int pid) {
        last = null;
        threads.starting();
        for (Program program : target().attachTree(pid)) {
            threads.update(program.inferior());
        }
        session.console().println(Texts.locationAndSource(session, selected()));
        stopListeners.forEach(Runnable::run);
    }

    private void end(Runnable way) {
        notices.ending(true);
        try {
            way.run();
        } finally {
            notices.ending(false);
        }
    }

    /** Goes on, with the signals that were chosen; only the selected thread if the scheduler is locked. */
    public void resume() throws InterruptedException {
        resume(chosen(false));
    }

    /** Goes on at another address in the selected thread, without a signal. */
    public void resumeAt(long address) throws InterruptedException {
        InferiorThread thread = selected();
        thread.registers().writeLong(Register.RIP, address);
        resume(SignalDelivery.none());
    }

    /** Goes on, the selected thread with {@code signal}. */
    public void resume(SignalDelivery signal) throws InterruptedException {
        InferiorThread thread = selected();
        PendingSignals.of(session).choose(thread.tid(), signal);
        resume();
    }

    /** Executes instructions of the selected thread; over calls, or into them. */
    public void stepInstructions(long count, boolean overCalls) throws InterruptedException {
        InferiorThread thread = selected();
        Resumption resumption = chosen(true);
        run(() -> {
            if (count == 1) {
                return stepOnce(thread, overCalls, resumption);
            }
            Stop stop = target().stepInstructions(thread, count - 1, overCalls, resumption);
            return isStepDone(stop) ? stepOnce(thread, overCalls, chosen(true)) : stop;
        });
    }

    /** Tells, too, whether the instruction led into another function. */
    private Stop stepOnce(InferiorThread thread, boolean overCalls, Resumption resumption) throws InterruptedException {
        Frame before = target().backtrace(thread).innermost();
        Optional<FrameId> id = before.id();
        long function = before.functionAddress();
        Stop stop = target().stepInstructions(thread, 1, overCalls, resumption);
        return isStepDone(stop) ? stepped(thread, id, function) : stop;
    }

    private static boolean isStepDone(Stop stop) {
        return stop instanceof Stop.Stopped stopped
                && stopped.reasons().equals(List.of(new StopReason.Other(new StopCause.StepDone())));
    }

    private Stop stepped(InferiorThread thread, Optional<FrameId> id, long function) {
        Frame here = target().backtrace(thread).innermost();
        boolean elsewhere = !here.id().equals(id) || here.functionAddress() != function;
        return Stop.Stopped.of(thread, new StopReason.Stepped(elsewhere));
    }

    /** Lets the selected thread go on to the start of another line, {@code count} times. */
    public void step(long count, LineStep kind) throws InterruptedException {
        InferiorThread thread = selected();
        run(() -> {
            Stop stop = step(thread, kind);
            for (long done = 1; done < count && isStepped(stop); done++) {
                stop = step(((Stop.Stopped) stop).thread(), kind); // that of a child, if a fork is followed
            }
            return stop;
        });
    }

    private Stop step(InferiorThread thread, LineStep kind) throws InterruptedException {
        Frame here = target().backtrace(thread).innermost();
        boolean line = target().modules()
                .lineAt(here.pc())
                .filter(row -> row.line() > 0)
                .isPresent();
        if (!line && here.symbol().isPresent()) {
            session.console()
                    .println("Single stepping until exit from function "
                            + FramePlace.of(session, here).function()
                            + ",\nwhich has no line number information.");
            session.console().flush();
        }
        return target().step(thread, kind, chosen(true));
    }

    private static boolean isStepped(Stop stop) {
        return stop instanceof Stop.Stopped stopped && stopped.reasons().getFirst() instanceof StopReason.Stepped;
    }

    /** Goes on until the selected frame's thread is at one of {@code addresses}, or the frame has returned. */
    public void runTo(List<Long> addresses, boolean inFrame) throws InterruptedException {
        Frame frame = target().selectedFrame();
        Resumption resumption = chosen(false);
        run(() -> target().runTo(frame, addresses, inFrame, resumption));
    }

    /** Goes on until {@code frame} has returned, or something else stops the process. */
    public void finish(Frame frame) throws InterruptedException {
        Resumption resumption = chosen(false);
        Optional<FunctionResult> result = target().variables().result(frame);
        run(
                () -> target().finish(frame, resumption),
                stopped -> result.filter(_ -> isReturned(stopped))
                        .ifPresent(found ->
                                ReturnedValues.print(session, found, resultRegisters(stopped), stopped.thread())));
    }

    /** The registers in which the frame that was finished has left its result. */
    private static RegisterFile resultRegisters(Stop.Stopped stopped) {
        return stopped.reasons().stream()
                .filter(StopReason.CallReturned.class::isInstance)
                .map(reason -> ((StopReason.CallReturned) reason).registers())
                .findFirst()
                .orElseGet(stopped.thread()::registers);
    }

    private static boolean isReturned(Stop.Stopped stopped) {
        return stopped.reasons().stream().anyMatch(StopReason.Returned.class::isInstance);
    }

    /** Prints that the process has stopped at its first instruction. */
    public void printStarted() {
        session.console().println("\nProgram stopped.");
        session.console().println(Texts.locationAndSource(session, selected()));
        stopListeners.forEach(Runnable::run);
    }

    /** Lets threads run as {@code resumption} says. */
    public void resume(Resumption resumption) throws InterruptedException {
        run(() -> target().resume(resumption));
    }

    /**
     * The thread that the user looks at.
     *
     * @throws dev.sonde.engine.error.DebugException if there is no process
     */
    public InferiorThread selected() {
        return target().selectedThread();
    }

    private Target target() {
        return session.target();
    }

    private Following following() {
        Settings settings = session.settings();
        return new Following(
                settings.text(Settings.FOLLOW_FORK_MODE).equals("child"),
                settings.is(Settings.DETACH_ON_FORK),
                settings.text(Settings.FOLLOW_EXEC_MODE).equals("new"),
                settings.is(Settings.SCHEDULE_MULTIPLE));
    }

    private boolean isLocked(boolean forStep) {
        String mode = session.settings().text(Settings.SCHEDULER_LOCKING);
        return mode.equals("on") || (forStep && mode.equals("step"));
    }

    /** Prints why the process has stopped in a function that an expression has called, or that it is gone. */
    private void reportCall(Stop stop) {
        InferiorThread before = caller;
        if (before == null) {
            throw new IllegalStateException("no function is being called");
        }
        print(stop, before, stopped -> {});
    }

    /**
     * How threads go on: with the signals that were chosen for them, and alone if the scheduler is locked.
     *
     * @param forStep whether it is for a command that steps
     */
    private Resumption chosen(boolean forStep) {
        InferiorThread thread = selected();
        PendingSignals signals = PendingSignals.of(session);
        return isLocked(forStep) || target().nonStop()
                ? Resumption.only(thread.tid(), new ThreadAction.Continue(signals.take(thread.tid())))
                : new Resumption(signals.takeActions(), ThreadAction.run());
    }

    private void run(Run run) throws InterruptedException {
        run(run, stopped -> {});
    }

    /** @param addition prints what belongs behind all else that a stop prints */
    private void run(Run run, Consumer<Stop.Stopped> addition) throws InterruptedException {
        requireRunnable();
        InferiorThread before = selected();
        session.console().flush();
        target().following(following());
        Stop stop;
        try (Interruption _ = Interruption.of(target())) {
            stop = run.untilStop();
        }
        if (stop instanceof Stop.Stopped stopped) {
            Hooks.of(session).before(STOP);
            print(stop, before, addition);
            Hooks.of(session).after(STOP);
            StopCommands.of(session).run(stopped);
        } else {
            print(stop, before, addition);
            Hooks.of(session).before(STOP);
            Hooks.of(session).after(STOP);
        }
    }

    private void print(Stop stop, InferiorThread before, Consumer<Stop.Stopped> addition) {
        if (stop instanceof Stop.Stopped stopped) {
            threadBreakpoints.delete();
            print(stopped, before, addition);
        } else {
            threadBreakpoints.processEnded(threads);
            printEnd(stop);
        }
    }

    private void printEnd(Stop stop) {
        last = null;
        if (stop instanceof Stop.Exited(int code)) {
            Program program = target().program();
            Expressions.of(session).variables().assign("_exitcode", Value.Scalar.of(Types.INT, code));
            session.console()
                    .println("[Inferior " + program.number() + " (process " + program.lastPid() + ") exited "
                            + (code == 0 ? "normally" : "with code 0" + Integer.toOctalString(code)) + "]");
        } else if (stop instanceof Stop.Killed(int signal, boolean coreDumped)) {
            session.console().println("");
            session.console().println("Program terminated with signal " + StopText.signal(signal) + ".");
            session.console().println("The program no longer exists." + (coreDumped ? "  A core was dumped." : ""));
        }
    }

    /** In non-stop mode something has stopped, or ended, that no command waits for. */
    private void stoppedUnawaited(Stop stop) {
        session.console().announcing(() -> {
            if (stop instanceof Stop.Stopped stopped) {
                InferiorThread thread = stopped.thread();
                threads.update(thread.inferior());
                session.console().println(stopText.stopped(thread, stopped.reasons(), who(thread)));
            } else {
                printEnd(stop);
            }
        });
    }

    private void print(Stop.Stopped stopped, InferiorThread before, Consumer<Stop.Stopped> addition) {
        last = stopped;
        InferiorThread thread = stopped.thread();
        target().programs().stream().filter(Program::hasProcess).forEach(program -> threads.update(program.inferior()));
        if (!StopCommands.of(session).silences(stopped)) {
            if (thread.tid() != before.tid() && !isExec(stopped)) {
                session.console().println("[Switching to " + Texts.thread(thread) + "]");
            }
            String text = stopText.stopped(thread, stopped.reasons(), who(thread));
            if (!text.isEmpty()) {
                session.console().println(text);
            }
            stopListeners.forEach(Runnable::run);
            addition.accept(stopped);
        }
    }

    /** A new program is told of before it is shown. */
    private static boolean isExec(Stop.Stopped stopped) {
        return stopped.reasons().getFirst() instanceof StopReason.Caught(var _, StopCause.Executed _);
    }

    private String who(InferiorThread thread) {
        return threads.isMultiThreaded() ? "Thread " + threads.text(thread) + " \"" + threads.name(thread) + "\" " : "";
    }
}

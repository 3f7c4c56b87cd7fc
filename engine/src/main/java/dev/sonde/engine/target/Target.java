package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.BreakpointTable;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationResolver;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.corefile.CoreInferior;
import dev.sonde.engine.corefile.CoreWriter;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.library.LibraryOptions;
import dev.sonde.engine.library.SharedLibrary;
import dev.sonde.engine.ptrace.PtraceBackend;
import dev.sonde.engine.signal.SignalPolicies;
import dev.sonde.engine.symbols.ModuleLoader;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SymbolFiles;
import dev.sonde.engine.unwind.Backtrace;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.unwind.UnwindOptions;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.variable.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A debugging session: programs, each with at most one process and its modules, and the breakpoints, which all of them
 * share and which outlive the processes.
 *
 * <p>One program is there from the beginning; {@link #addProgram} and the processes that programs make, if they are to be
 * kept ({@link #following}), bring others. What is asked of the session as a whole, such as {@link #modules}, concerns the
 * program that is selected: the one that stopped last, unless {@link #select(Program) another} was chosen. When one process
 * stops, so do the others.
 *
 * <p>To be used from one thread, but for {@link #interrupt}, which may be called while another waits in {@link #resume}.
 * Closing kills processes that were launched and lets go of those that were attached to. A whole debugger:
 *
 * {@snippet :
 * import dev.sonde.engine.breakpoint.LocationSpec;
 * import dev.sonde.engine.inferior.InferiorThread;
 * import dev.sonde.engine.inferior.LaunchOptions;
 * import dev.sonde.engine.target.Stop;
 * import dev.sonde.engine.target.Target;
 * import dev.sonde.engine.x86_64.Register;
 *
 * public class Example {
 *     public static void main(String[] args) throws Exception {
 *         try (Target target = Target.launch(LaunchOptions.of(args[0], "3"))) {
 *             target.breakAt(new LocationSpec.Function(args[1]));
 *             Stop stop = target.resume();
 *             while (stop instanceof Stop.Stopped stopped) {
 *                 InferiorThread thread = stopped.thread();
 *                 long pc = thread.registers().readLong(Register.RIP);
 *                 System.out.println(target.modules().symbolize(pc).orElseThrow().text());
 *                 System.out.println(stopped.reasons());
 *                 stop = target.resume();
 *             }
 *             System.out.println(stop);
 *         }
 *     }
 * }
 * }
 */
public final class Target implements AutoCloseable {
    private final ModuleLoader loader = new ModuleLoader();
    private final BreakpointTable breakpoints = new BreakpointTable();
    private final SignalPolicies signals = SignalPolicies.defaults();
    private final StopInterpreter interpreter = new StopInterpreter(this);
    private final ProgramCalls calls = new ProgramCalls(this);
    private final Stacks stacks = calls.stacks();
    private final Selection selection = new Selection();
    private final Programs programs = new Programs(loader, breakpoints, this::tell);
    private final ForkFollower forks = new ForkFollower(this);
    private final SessionLock lock = new SessionLock();
    private final RunLoop runs = new RunLoop(this, programs, interpreter, forks);
    private final NonStopRuns nonStopRuns = new NonStopRuns(this, programs, interpreter, forks, lock);
    private final RemoteTarget remote = new RemoteTarget();
    private volatile boolean nonStop;
    private volatile Following following = Following.DEFAULT;
    private @Nullable Variables variables;
    private Consumer<Notice> listener = notice -> {};

    /** A session without a process. */
    public Target() {}

    /**
     * A session with a program that is stopped before its first instruction.
     *
     * @throws DebugException if the program cannot be started, with the reason
     */
    public static Target launch(LaunchOptions options) {
        Target target = new Target();
        target.start(options);
        return target;
    }

    /**
     * A session with a running process, whose threads are now all stopped.
     *
     * @throws DebugException if the process cannot be attached to, with the reason
     */
    public static Target attach(int pid) {
        Target target = new Target();
        target.attachTo(pid);
        return target;
    }

    /**
     * Chooses the program whose symbols are known before it runs.
     *
     * @throws DebugException if the file is not an executable of this machine
     */
    public void load(Path file) {
        program().load(file);
    }

    /** The program that {@link #load} chose, or that runs. */
    public Optional<Path> executable() {
        return program().executable();
    }

    /**
     * Starts a program, stopped before its first instruction, with the breakpoints planted in it.
     *
     * @throws DebugException if there is a process already, or the program cannot be started
     */
    public void start(LaunchOptions options) {
        requireNoProcess();
        adopt(remote.isConnected() ? remote.run(options) : PtraceBackend.launch(options));
        breakpoints.all().forEach(breakpoint -> breakpoint.resetHits());
    }

    /**
     * Attaches to a running process and stops it.
     *
     * @throws DebugException if there is a process already, or it cannot be attached to
     */
    public void attachTo(int pid) {
        requireNoProcess();
        adopt(remote.isConnected() ? remote.attach(pid, program().chosen()) : PtraceBackend.attach(pid));
    }

    /** The stub that processes are debugged through. */
    public RemoteTarget remote() {
        return remote;
    }

    /**
     * Connects to a stub of the GDB remote serial protocol, and takes over the process that it controls.
     *
     * @param place {@code HOST:PORT}, {@code :PORT}, the path of a Unix socket, or {@code | COMMAND}
     * @param extended whether programs are started and attached to through it from now on
     * @throws DebugException if there is a process already, or no such stub
     */
    public void connect(String place, boolean extended) {
        requireNoProcess();
        remote.close();
        remote.connect(place, extended, program().chosen()).ifPresent(this::adopt);
    }

    /** Ends the connection to a stub; what that does with its processes is its own affair. */
    public void disconnect() {
        remote.close();
        forgetLost();
    }

    /** Forgets the processes that are out of reach. */
    void forgetLost() {
        for (Program program : programs.all()) {
            Inferior process = program.lastInferior();
            if (process != null && !program.hasProcess()) {
                ended(program);
            }
        }
    }

    /**
     * Attaches to a process and to all that it has made, directly or not, and stops them. The first one belongs to the
     * selected program, each other to a new one.
     *
     * @return the programs, that of {@code pid} first; what has ended meanwhile, or may not be attached to, is told of as a
     *     {@link Notice.Warning} and left out
     * @throws DebugException if there is a process already, or {@code pid} cannot be attached to
     */
    public List<Program> attachTree(int pid) {
        requireNoProcess();
        Program first = program();
        List<Program> attached = new ArrayList<>();
        for (Inferior process : PtraceBackend.attachTree(pid, reason -> tell(new Notice.Warning(reason)))) {
            Program program = attached.isEmpty() ? first : addProgram();
            adopt(program, process);
            attached.add(program);
        }
        return attached;
    }

    /**
     * Looks at a core file instead of a process. If no program was chosen, it is found by the core file.
     *
     * @return what it tells of itself; {@link #onNotice} is told which files are not those that were mapped
     * @throws DebugException if there is a process already, or the file is no core file of an x86-64 program
     */
    public CoreDump openCore(Path file) {
        requireNoProcess();
        Program program = program();
        CoreInferior process =
                CoreInferior.open(file, new CoreFiles(program, loader, reason -> tell(new Notice.Warning(reason))));
        CoreDump dump = new CoreDump(
                file,
                process.command(),
                process.threads().getFirst().pendingSignal(),
                program.chosen()
                        .map(chosen -> process.mayBeOf(chosen, CoreFiles.buildIdOf(chosen)))
                        .orElse(true),
                process.parts(CoreDump.Section::new),
                process.warnings());
        selection.clear();
        interpreter.programChanged();
        stacks.forget();
        program.adopt(process, dump);
        return dump;
    }

    /**
     * Writes a core file of the selected program's process, which is stopped and goes on as before; the selected thread is
     * the first in it.
     *
     * @throws DebugException if there is no process that can run
     * @throws IOException if the file cannot be written; it is removed
     * @throws InterruptedException if this Java thread was interrupted; the file is removed
     */
    public void writeCore(Path file, CoreOptions options) throws IOException, InterruptedException {
        InferiorThread thread = selectedThread();
        requireRunnable(thread);
        CoreWriter.write(inferior(), thread, file, options.useFilter(), options.excludedMappings());
    }

    /** The core file that the selected program's process is of. */
    public Optional<CoreDump> core() {
        return program().core();
    }

    /** Whether there is a process that can run, and not just a core file of one. */
    public boolean canRun() {
        return hasProcess() && inferior().canRun();
    }

    /** Whether threads stop each for itself. */
    public boolean nonStop() {
        return nonStop;
    }

    /**
     * Chooses whether threads stop and go on each for itself. {@link #resume} then lets go on what is stopped, and returns
     * when one of these threads has stopped; stops of others are told to {@link #onStop}. To be used with
     * {@link #exclusively}.
     *
     * @throws DebugException if there is a process
     */
    public void nonStop(boolean each) {
        if (each != nonStop && !programs.withProcess().isEmpty()) {
            throw new DebugException("Cannot change this setting while the inferior is running.");
        }
        nonStop = each;
    }

    /** Registers the one who is told, in non-stop mode, of stops and ends that nobody waits for in {@link #resume}. */
    public void onStop(Consumer<Stop> newListener) {
        nonStopRuns.listener(newListener);
    }

    /** Does {@code work} while no other thread uses the session; those that wait for a stop do not use it. */
    public <X extends Exception> void exclusively(Work<X> work) throws X {
        lock.exclusively(work);
    }

    /** Waits for something; if called from {@link #exclusively}, others may use the session meanwhile. */
    public <T> T unlocked(Waiting<T> waiting) throws InterruptedException {
        return lock.unlocked(waiting);
    }

    /** A wait for something. */
    @FunctionalInterface
    public interface Waiting<T> {
        /** Waits. */
        T await() throws InterruptedException;
    }

    /** Something to be done with a session. */
    @FunctionalInterface
    public interface Work<X extends Exception> {
        /** Does it. */
        void run() throws X;
    }

    /**
     * Does {@code work}, such as a {@link #step}, on a thread of its own, which has the session to itself except while it
     * waits for a stop. Returns as soon as it is done or waits.
     */
    public void inBackground(Runnable work) throws InterruptedException {
        lock.inBackground(work);
    }

    /** Asks a thread to stop, in non-stop mode; otherwise all of its process. */
    public void interrupt(InferiorThread thread) {
        thread.inferior().interrupt(thread);
    }

    /** Whether there is a process. */
    public boolean hasProcess() {
        return program().hasProcess();
    }

    /**
     * The process.
     *
     * @throws DebugException if there is none
     */
    public Inferior inferior() {
        return program().inferior();
    }

    /** What is loaded now; before the program runs, its file. */
    public Modules modules() {
        return program().modules();
    }

    /** The shared libraries of the process, as its dynamic loader tells of them. */
    public List<SharedLibrary> libraries() {
        return program().libraries();
    }

    /** What is done about shared libraries. */
    public LibraryOptions libraryOptions() {
        return program().libraryOptions();
    }

    /** Chooses what is done about shared libraries. Where their files are is looked for again, if that has changed. */
    public void libraryOptions(LibraryOptions options) {
        programs.all().forEach(program -> program.libraryOptions(options));
    }

    /** Reads the symbols of the libraries whose names are wanted, if they are not read yet; those are returned. */
    public List<SharedLibrary> readLibraries(Predicate<String> wanted) {
        return program().readLibraries(wanted);
    }

    /** Forgets the symbols of all libraries; those that are loaded later have theirs. */
    public void forgetLibraries() {
        program().forgetLibraries();
    }

    /** Where the debug files of the modules come from. */
    public SymbolFiles symbolFiles() {
        return loader.symbolFiles();
    }

    /** Debug files have come since: what breakpoints mean is looked for again. */
    public void resolveBreakpoints() {
        programs.all().forEach(Program::resolveBreakpoints);
    }

    /** The variables and types of what was debugged so far. */
    public Variables variables() {
        Variables known = variables;
        if (known == null) {
            known = new Variables();
            variables = known;
        }
        return known;
    }

    /** The program that the user looks at, with its process while it runs. */
    public Program program() {
        return programs.selected();
    }

    /** All programs, in the order of their numbers. */
    public List<Program> programs() {
        return programs.all();
    }

    /** The program whose process {@code thread} belongs to. */
    public Program program(InferiorThread thread) {
        return programs.of(thread);
    }

    /** One more program, without a file. */
    public Program addProgram() {
        return programs.add();
    }

    /**
     * Removes a program.
     *
     * @throws DebugException if it is selected, or has a process
     */
    public void removeProgram(Program program) {
        programs.remove(program);
    }

    /** Selects the program that the user looks at. */
    public void select(Program program) {
        if (program != program()) {
            programs.select(program);
            selection.clear();
        }
    }

    /** What is followed when programs make processes or are replaced. */
    public Following following() {
        return following;
    }

    /** Chooses what is followed; takes effect at the next resume. */
    public void following(Following rules) {
        following = rules;
    }

    /** The breakpoints, watchpoints and catchpoints. */
    public BreakpointTable breakpoints() {
        return breakpoints;
    }

    /** Finds the addresses that a specification means at this moment. */
    public LocationResolver resolver() {
        return program().resolver();
    }

    /**
     * Sets a breakpoint.
     *
     * @throws DebugException if it cannot be planted
     */
    public CodeBreakpoint breakAt(LocationSpec spec) {
        return breakpoints.addCode(spec, false);
    }

    /**
     * Sets a breakpoint by debug registers, which leave the code bytes alone.
     *
     * @throws DebugException if it cannot be planted
     */
    public CodeBreakpoint hardwareBreakAt(LocationSpec spec) {
        return breakpoints.addCode(spec, true);
    }

    /** What is done about each signal; changes take effect at the next resume. */
    public SignalPolicies signals() {
        return signals;
    }

    /** Registers the one who is told of what happens without a stop. Called on the thread that drives the process. */
    public void onNotice(Consumer<Notice> newListener) {
        listener = newListener;
    }

    /**
     * The thread that the user looks at: the one that stopped last, unless another was selected.
     *
     * @throws DebugException if there is no process, or the thread has ended
     */
    public InferiorThread selectedThread() {
        return selection.thread(inferior());
    }

    /** Selects the thread that the user looks at, and its innermost frame. */
    public void select(InferiorThread thread) {
        programs.select(program(thread));
        selection.thread(thread);
    }

    /** The frames of the selected thread, as far as {@link #unwindOptions} go. */
    public Backtrace backtrace() {
        return backtrace(selectedThread());
    }

    /**
     * The frames of a stopped thread. The answer is good until the thread runs, or registers or memory are changed.
     *
     * @throws DebugException if the thread runs or is gone
     */
    public Backtrace backtrace(InferiorThread thread) {
        return stacks.of(thread, program(thread).modules());
    }

    /** How far backtraces go. */
    public UnwindOptions unwindOptions() {
        return stacks.options();
    }

    /** Chooses how far backtraces go. */
    public void unwindOptions(UnwindOptions options) {
        stacks.options(options);
    }

    /**
     * The innermost frame of a thread that is stopped for a moment, such as one whose breakpoint's condition is evaluated. Good
     * until it goes on.
     */
    public Frame passingFrame(InferiorThread thread) {
        return stacks.passing(thread, program(thread).modules()).innermost();
    }

    /**
     * The frame that the user looks at: the innermost of the selected thread, unless another was selected since it
     * stopped.
     *
     * @throws DebugException if there is no process
     */
    public Frame selectedFrame() {
        return selection.frame(backtrace());
    }

    /** Selects the frame that the user looks at, and its thread. */
    public void select(Frame frame) {
        programs.select(program(frame.thread()));
        selection.frame(frame);
    }

    /** The calls of functions of the program. */
    public ProgramCalls calls() {
        return calls;
    }

    Selection selection() {
        return selection;
    }

    /**
     * Makes a frame return at once: its thread is in the caller, as if the call were over, and the result is what the caller gets.
     *
     * @param result the value that the function returns; empty to leave what is where results are
     * @throws DebugException if the frame has no return, or no caller that can be found
     */
    public void returnFrom(Frame frame, Optional<Value> result) {
        requireRunnable(frame.thread());
        new ForcedReturn(this, frame).run(result);
    }

    /**
     * Lets every thread run until {@code frame} has returned, which is a {@link StopReason.Returned}, or something else
     * stops the process. A frame that is inlined has no return: it is left by stepping, which is a
     * {@link StopReason.Stepped}.
     *
     * @throws DebugException if the frame has no caller
     */
    public Stop finish(Frame frame) throws InterruptedException {
        return finish(frame, Resumption.continueAll());
    }

    /** As {@link #finish(Frame)}, with threads going on as {@code resumption} says. */
    public Stop finish(Frame frame, Resumption resumption) throws InterruptedException {
        if (!frame.isInlined()) {
            return new FrameRunner(this, stacks, frame).finish(resumption);
        }
        Frame outer = stacks.of(frame.thread(), program(frame.thread()).modules())
                .whole()
                .caller(frame)
                .orElseThrow();
        return LineStepper.finishInlined(
                this, stacks, frame, outer, new InstructionStepper(this, frame.thread(), resumption));
    }

    /**
     * Lets every thread run until that of {@code frame} is at {@code address}, which is a {@link StopReason.Arrived}, or
     * that frame has returned, or something else stops the process.
     *
     * @param inFrame whether only that very frame counts, and not another call of its function
     */
    public Stop runTo(Frame frame, long address, boolean inFrame) throws InterruptedException {
        return runTo(frame, List.of(address), inFrame, Resumption.continueAll());
    }

    /**
     * Lets threads run until that of {@code frame} is at one of {@code addresses}, which is a {@link StopReason.Arrived},
     * or that frame has returned, or something else stops the process.
     *
     * @param inFrame whether only that very frame counts, and not another call of its function
     */
    public Stop runTo(Frame frame, List<Long> addresses, boolean inFrame, Resumption resumption)
            throws InterruptedException {
        return new FrameRunner(this, stacks, frame).runTo(addresses, inFrame, resumption);
    }

    /**
     * Lets one thread go on to the start of another line of the source, while the others run, which is a
     * {@link StopReason.Stepped}, or until something else stops the process. Where no line is known, it goes on until it is
     * out of the function.
     *
     * @throws DebugException if not even the function is known
     */
    public Stop step(InferiorThread thread, LineStep kind) throws InterruptedException {
        return step(thread, kind, Resumption.continueAll());
    }

    /** As {@link #step(InferiorThread, LineStep)}, with threads going on as {@code resumption} says. */
    public Stop step(InferiorThread thread, LineStep kind, Resumption resumption) throws InterruptedException {
        return LineStepper.step(this, stacks, thread, kind, new InstructionStepper(this, thread, resumption));
    }

    /**
     * Lets every thread run until something stops the process.
     *
     * @throws InterruptedException if this thread was interrupted; the process is stopped then
     */
    public Stop resume() throws InterruptedException {
        return resume(Resumption.continueAll());
    }

    /**
     * Lets threads run until something stops the process that the user wants to know of.
     *
     * @throws InterruptedException if this thread was interrupted; the process is stopped then
     * @throws DebugException if there is no process
     */
    public Stop resume(Resumption resumption) throws InterruptedException {
        return nonStop ? nonStopRuns.resume(resumption) : runs.resume(resumption);
    }

    /** As {@link #resume(Resumption)}, but when the debugger goes on with a child that is the end of a step, in the child. */
    Stop resumeUpToChild(Resumption resumption) throws InterruptedException {
        return nonStop ? nonStopRuns.resume(resumption) : runs.resume(resumption, true);
    }

    /**
     * Executes instructions of one thread while the others run, until something else stops the process.
     *
     * @param count how many, at least 1
     */
    public Stop stepInstructions(InferiorThread thread, long count) throws InterruptedException {
        return stepInstructions(thread, count, false, Resumption.continueAll());
    }

    /** As {@link #stepInstructions}, but a call counts as one instruction, with all that it leads to. */
    public Stop nextInstructions(InferiorThread thread, long count) throws InterruptedException {
        return stepInstructions(thread, count, true, Resumption.continueAll());
    }

    /**
     * Executes instructions of one thread.
     *
     * @param count how many, at least 1
     * @param overCalls whether a call counts as one instruction, with all that it leads to
     * @param resumption how the threads go on; what it says of {@code thread} is its signal
     */
    public Stop stepInstructions(InferiorThread thread, long count, boolean overCalls, Resumption resumption)
            throws InterruptedException {
        InstructionStepper stepper = new InstructionStepper(this, thread, resumption);
        return overCalls ? stepper.next(count) : stepper.step(count);
    }

    /** Stops the processes while another thread waits in {@link #resume}; does nothing when none runs. */
    public void interrupt() {
        programs.withProcess().forEach(program -> program.inferior().interrupt());
    }

    /**
     * Lets the selected program's process go on as if it had never been debugged.
     *
     * @throws DebugException if there is none
     */
    public void detach(SignalDelivery signal) {
        detach(program(), signal);
    }

    /**
     * Lets the process of {@code program} go on as if it had never been debugged, and what it has made with it.
     *
     * @throws DebugException if there is none
     */
    public void detach(Program program, SignalDelivery signal) {
        Inferior process = program.inferior();
        ForkFollower.Made made = program.takeMade();
        if (made != null) {
            made.child().detach(SignalDelivery.pending());
        }
        process.detach(signal);
        ended(program);
    }

    /**
     * Kills the selected program's process.
     *
     * @throws DebugException if there is none
     */
    public void kill() {
        kill(program());
    }

    /**
     * Kills the process of {@code program}, and one that it has made about which nothing is decided yet.
     *
     * @throws DebugException if there is none
     */
    public void kill(Program program) {
        Inferior process = program.inferior();
        forks.abandon(program.takeMade());
        process.kill();
        ended(program);
    }

    /** Kills a process that was launched and lets go of one that was attached to; does nothing if there is none. */
    public void close(Program program) {
        Inferior process = program.lastInferior();
        if (process != null) {
            forks.abandon(program.takeMade());
            process.close();
            ended(program);
        }
    }

    @Override
    public void close() {
        lock.exclusively(() -> programs.all().forEach(this::close));
        remote.close();
    }

    /** Tells the listener. */
    void tell(Notice notice) {
        if (nonStop && notice instanceof Notice.ThreadEnded(int tid)) {
            nonStopRuns.ended(tid);
        }
        listener.accept(notice);
    }

    /** How many files were opened for their symbols so far. */
    long filesOpened() {
        return loader.opened();
    }

    /** The process is about to run: nothing that is known of its frames holds any more. */
    void resuming() {
        stacks.forget();
        selection.innermost();
    }

    /** Something has stopped that the user shall see. */
    void stopped(Stop.Stopped stop) {
        noteStop(stop);
        select(stop.thread());
        programs.prune();
    }

    /** A thread has stopped, whether or not the user looks at it. */
    void noteStop(Stop.Stopped stop) {
        stacks.stopped(stop);
    }

    /** Takes a process over as that of {@code program}. */
    void adopt(Program program, Inferior process) {
        stacks.forget();
        process.onNotice(this::tell);
        if (nonStop) {
            nonStopRuns.watch(process);
        } else {
            runs.watch(process);
        }
        program.adopt(process);
    }

    /** Lets the process of a parent go whose child is followed. */
    void letGo(Program parent) {
        Inferior process = parent.inferior();
        process.detach(SignalDelivery.pending());
        tell(new Notice.Detached(parent.number(), process.pid()));
        parent.space().rest();
        calls.forget(process);
        parent.ended();
    }

    /** The process of {@code program} is gone. */
    void ended(Program program) {
        Inferior process = program.lastInferior();
        if (process != null) {
            calls.forget(process);
        }
        stacks.forget();
        forks.gaveBack(program, Notice.ParentReleased.Occasion.CHILD_EXIT);
        program.ended();
        select(program);
        selection.clear();
        programs.prune();
    }

    /** The process of a thread was replaced. */
    void executed(InferiorThread thread, String path) {
        Program program = program(thread);
        Inferior process = thread.inferior();
        calls.forget(process);
        interpreter.programChanged();
        forks.gaveBack(program, Notice.ParentReleased.Occasion.CHILD_EXEC);
        tell(new Notice.Executing(process.pid(), path));
        if (following.newProgram()) {
            Program next = addProgram();
            program.ended();
            tell(new Notice.ProgramAdded(next.number(), process.pid(), true));
            programs.select(next);
            adopt(next, process);
        } else {
            program.executed(process);
        }
    }

    /** Refuses what a core file cannot do. */
    static void requireRunnable(InferiorThread thread) {
        if (!thread.inferior().canRun()) {
            throw new DebugException("You can't do that without a process to debug.");
        }
    }

    private void adopt(Inferior process) {
        selection.clear();
        interpreter.programChanged();
        adopt(program(), process);
    }

    /** A core file gives way to a process. */
    private void requireNoProcess() {
        if (hasProcess() && !canRun()) {
            close(program());
        }
        forgetLost();
        if (hasProcess()) {
            throw new DebugException(
                    "Process " + inferior().pid() + " is being debugged already; kill it or detach first");
        }
    }
}

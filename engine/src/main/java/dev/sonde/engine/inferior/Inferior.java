package dev.sonde.engine.inferior;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.x86_64.RegisterTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A process under control.
 *
 * <p>All its threads stop together and, unless a {@link Resumption} or {@link #nonStop} says otherwise, run together. The methods may be
 * called from any Java thread; {@link #interrupt} is made to be called while another waits in {@link #waitForStop}.
 * Requests that need a stopped process throw {@link DebugException} when it runs or is gone; that it ends is never an
 * exception but a {@link StopEvent}.
 */
public interface Inferior extends AutoCloseable {
    /** The phases of a process's life under control. */
    enum State {
        /** Every thread is stopped: registers can be read. */
        STOPPED,
        /** At least one thread runs. */
        RUNNING,
        /** The process has ended, or was detached. */
        GONE
    }

    /** The process id, as the system that runs it counts. */
    int pid();

    /** Whether it was started by the debugger, so that closing kills it rather than detaching. */
    boolean launched();

    /** The phase it is in. */
    State state();

    /**
     * Whether it can run: a core file cannot. What needs a process that runs is refused by others with {@link
     * DebugException}; stop points are noted and never hit, and changes of registers and memory are refused.
     */
    default boolean canRun() {
        return true;
    }

    /** The registers that its threads have. */
    RegisterTable registerTable();

    /** Its memory. Can be read while it runs. */
    Memory memory();

    /**
     * Its threads, those of a running process in the order of their ids, those of a core file as it has them, the one that
     * received the signal first; empty when it is gone.
     */
    List<InferiorThread> threads();

    /** The thread with id {@code tid}. */
    Optional<InferiorThread> thread(int tid);

    /** The debugger's ends of the program's pipes or pseudo-terminal, if it was launched with such. */
    ProgramStreams streams();

    /** What the system tells about the process: maps, auxiliary vector, command line. */
    ProcessInfo info();

    /**
     * Starts to watch a place. Works while the process runs, too.
     *
     * @param filter decides at each hit whether the process stops; called on the thread that drives the process, so it
     *     must be quick and may only use the stopped thread and the memory
     * @throws DebugException if the place cannot be watched: the memory cannot be written, no debug register is free,
     *     or it is watched already
     */
    void plant(StopPoint point, StopFilter filter);

    /** Ends the watching of a place; does nothing when it is not watched. */
    void unplant(StopPoint point);

    /** Chooses what stops the process besides the stop points. Takes effect at the next resume. */
    void catching(Catching catching);

    /** Registers the one who is told of what happens without a stop. Called on the thread that drives the process. */
    void onNotice(Consumer<Notice> listener);

    /**
     * Chooses whether threads stop and go on each for itself, or all together, as they do unless told otherwise. Only while
     * all are stopped. In non-stop mode {@link #resume} concerns the stopped threads alone, each stop is an event with that
     * thread alone, and the process is {@link State#STOPPED} once no thread runs.
     */
    void nonStop(boolean each);

    /**
     * Registers the one who is told that {@link #waitForStop()} has something to give, for those who wait for several
     * processes. Called on the thread that drives the process; must be quick.
     */
    void onStop(Runnable listener);

    /**
     * Chooses whether a launched program that inherits the debugger's terminal has it while it runs, as it does unless told
     * otherwise. Takes effect at the next resume.
     */
    void lendTerminal(boolean lend);

    /**
     * Lets threads run; returns at once.
     *
     * @throws DebugException if the process is not stopped, unless in non-stop mode, or the resumption names a thread that does not exist
     */
    void resume(Resumption resumption);

    /**
     * Waits until the process stops or ends after a {@link #resume}.
     *
     * @throws InterruptedException if the waiting Java thread was interrupted; the process runs on
     * @throws DebugException if nothing was resumed
     */
    StopEvent waitForStop() throws InterruptedException;

    /** As {@link #waitForStop()}, but empty when nothing happened within {@code limit}. */
    Optional<StopEvent> waitForStop(Duration limit) throws InterruptedException;

    /** Asks a running process to stop; the stop has the cause {@link StopCause.Interrupted}. Does nothing otherwise. */
    void interrupt();

    /** Asks one thread to stop; without non-stop mode, all with it. Does nothing when it does not run. */
    void interrupt(InferiorThread thread);

    /**
     * Lets the process go, exactly as it would be without the debugger; a running one is stopped first.
     *
     * @param signal the signal with which the thread that stopped goes on
     */
    void detach(SignalDelivery signal);

    /** Kills the process and waits until it is gone. */
    void kill();

    /** Kills a process that was launched, detaches from one that was attached. Does nothing when it is gone. */
    @Override
    void close();
}

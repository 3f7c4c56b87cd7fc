package dev.sonde.engine.linux;

/**
 * A status word of wait4(2), decoded: the one place where its bits are taken apart.
 *
 * <p>Pure: needs no process. Sources: wait(2), ptrace(2) section "Stopped states", {@code <bits/waitstatus.h>}.
 *
 * @param raw the word that wait4 stored
 */
public record WaitStatus(int raw) {
    /** What has become of the thread. */
    public enum Kind {
        /** Ended by returning or by exit; {@link WaitStatus#exitCode()} tells the code. */
        EXITED,
        /** Ended by a signal; see {@link WaitStatus#signal()} and {@link WaitStatus#coreDumped()}. */
        KILLED,
        /** Stopped because a signal is about to be delivered: signal-delivery-stop. */
        SIGNAL_STOP,
        /** Stopped at a system call's entry or exit, told apart by PTRACE_O_TRACESYSGOOD. */
        SYSCALL_STOP,
        /** Stopped by one of the {@code PTRACE_EVENT_*}; {@link WaitStatus#event()} tells which. */
        EVENT_STOP,
        /** Continued by SIGCONT; only reported for children that are not traced. */
        CONTINUED
    }

    /** The event of fork(2). */
    public static final int EVENT_FORK = 1;

    /** The event of vfork(2) or of a clone with CLONE_VFORK. */
    public static final int EVENT_VFORK = 2;

    /** The event of clone(2) when it is neither fork nor vfork. */
    public static final int EVENT_CLONE = 3;

    /** The event of execve(2). */
    public static final int EVENT_EXEC = 4;

    /** The event of a vforked child having released its parent. */
    public static final int EVENT_VFORK_DONE = 5;

    /** The event of a thread about to exit. */
    public static final int EVENT_EXIT = 6;

    /** The event of PTRACE_INTERRUPT, of a group-stop, and of the first stop of a new thread. */
    public static final int EVENT_STOP = 128;

    private static final int SIGTRAP = 5;
    private static final int SYSGOOD = 0x80;

    /** What has become of the thread. */
    public Kind kind() {
        int low = raw & 0x7f;
        if (raw == 0xffff) {
            return Kind.CONTINUED;
        } else if (low == 0) {
            return Kind.EXITED;
        } else if (low != 0x7f) {
            return Kind.KILLED;
        } else if (raw >>> 16 != 0) {
            return Kind.EVENT_STOP;
        } else if ((raw >>> 8 & 0xff) == (SIGTRAP | SYSGOOD)) {
            return Kind.SYSCALL_STOP;
        } else {
            return Kind.SIGNAL_STOP;
        }
    }

    /** Whether the thread still exists, in a stop. */
    public boolean isStopped() {
        return (raw & 0xff) == 0x7f;
    }

    /** The exit code, 0 to 255, of {@link Kind#EXITED}. */
    public int exitCode() {
        return raw >>> 8 & 0xff;
    }

    /** The signal that killed or stopped the thread. */
    public int signal() {
        int low = raw & 0x7f;
        return low == 0x7f ? raw >>> 8 & 0x7f : low;
    }

    /** Whether the kernel wrote a core file for {@link Kind#KILLED}. */
    public boolean coreDumped() {
        return !isStopped() && (raw & 0x80) != 0;
    }

    /** The {@code PTRACE_EVENT_*} number of {@link Kind#EVENT_STOP}. */
    public int event() {
        return raw >>> 16;
    }

    @Override
    public String toString() {
        return switch (kind()) {
            case EXITED -> "exited with code " + exitCode();
            case KILLED -> "killed by signal " + signal() + (coreDumped() ? " (core dumped)" : "");
            case SIGNAL_STOP -> "stopped by signal " + signal();
            case SYSCALL_STOP -> "stopped at a system call";
            case EVENT_STOP -> "stopped by ptrace event " + event() + " with signal " + signal();
            case CONTINUED -> "continued";
        };
    }
}

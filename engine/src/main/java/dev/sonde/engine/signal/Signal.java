package dev.sonde.engine.signal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A signal of Linux x86-64, with gdb's words for it.
 *
 * <p>Real-time signals are named by number, {@code SIG34}, because which of them the C library takes for itself is
 * its own affair. Source: signal(7); the descriptions are those of gdb's {@code info signals}.
 *
 * @param number 1 to 64
 * @param name such as {@code SIGSEGV}
 * @param description such as {@code Segmentation fault}
 */
public record Signal(int number, String name, String description) {
    private static final int LAST = 64;
    private static final int FIRST_REAL_TIME = 32;

    private static final List<Signal> ALL = table();
    private static final Map<String, Signal> BY_NAME = names();

    /** All 64 signals, by number. */
    public static List<Signal> all() {
        return ALL;
    }

    /** The signal with this number; empty outside 1 to 64. */
    public static Optional<Signal> numbered(int number) {
        return number < 1 || number > LAST ? Optional.empty() : Optional.of(ALL.get(number - 1));
    }

    /**
     * The signal with this name, in any case, with or without {@code SIG}; {@code SIGRTMIN+n} and {@code SIGRTMAX-n}
     * count as the C library does, from 34 and 64.
     */
    public static Optional<Signal> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String full = upper.startsWith("SIG") ? upper : "SIG" + upper;
        Signal known = BY_NAME.get(full);
        return known != null ? Optional.of(known) : realTime(full);
    }

    /** Whether this is one of the queued real-time signals, 32 to 64. */
    public boolean isRealTime() {
        return number >= FIRST_REAL_TIME;
    }

    private static Optional<Signal> realTime(String name) {
        int base = name.startsWith("SIGRTMIN") ? 34 : name.startsWith("SIGRTMAX") ? LAST : 0;
        String offset = base == 0 ? "" : name.substring("SIGRTMIN".length());
        if (base == 0 || !isOffset(offset)) {
            return Optional.empty();
        }
        int number = base + (offset.isEmpty() ? 0 : Integer.parseInt(offset));
        return number < 34 ? Optional.empty() : numbered(number);
    }

    private static boolean isOffset(String text) {
        if (text.isEmpty()) {
            return true;
        }
        boolean signed = text.charAt(0) == '+' || text.charAt(0) == '-';
        return signed
                && text.length() > 1
                && text.length() <= 3
                && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    }

    private static List<Signal> table() {
        var signals = new ArrayList<Signal>(LAST);
        add(signals, "SIGHUP", "Hangup");
        add(signals, "SIGINT", "Interrupt");
        add(signals, "SIGQUIT", "Quit");
        add(signals, "SIGILL", "Illegal instruction");
        add(signals, "SIGTRAP", "Trace/breakpoint trap");
        add(signals, "SIGABRT", "Aborted");
        add(signals, "SIGBUS", "Bus error");
        add(signals, "SIGFPE", "Arithmetic exception");
        add(signals, "SIGKILL", "Killed");
        add(signals, "SIGUSR1", "User defined signal 1");
        add(signals, "SIGSEGV", "Segmentation fault");
        add(signals, "SIGUSR2", "User defined signal 2");
        add(signals, "SIGPIPE", "Broken pipe");
        add(signals, "SIGALRM", "Alarm clock");
        add(signals, "SIGTERM", "Terminated");
        // gdb has no word for this one: the kernel never sends it.
        add(signals, "SIGSTKFLT", "Coprocessor stack fault");
        add(signals, "SIGCHLD", "Child status changed");
        add(signals, "SIGCONT", "Continued");
        add(signals, "SIGSTOP", "Stopped (signal)");
        add(signals, "SIGTSTP", "Stopped (user)");
        add(signals, "SIGTTIN", "Stopped (tty input)");
        add(signals, "SIGTTOU", "Stopped (tty output)");
        add(signals, "SIGURG", "Urgent I/O condition");
        add(signals, "SIGXCPU", "CPU time limit exceeded");
        add(signals, "SIGXFSZ", "File size limit exceeded");
        add(signals, "SIGVTALRM", "Virtual timer expired");
        add(signals, "SIGPROF", "Profiling timer expired");
        add(signals, "SIGWINCH", "Window size changed");
        add(signals, "SIGIO", "I/O possible");
        add(signals, "SIGPWR", "Power fail/restart");
        add(signals, "SIGSYS", "Bad system call");
        while (signals.size() < LAST) {
            int number = signals.size() + 1;
            add(signals, "SIG" + number, "Real-time event " + number);
        }
        return List.copyOf(signals);
    }

    private static void add(List<Signal> signals, String name, String description) {
        signals.add(new Signal(signals.size() + 1, name, description));
    }

    private static Map<String, Signal> names() {
        var names = new HashMap<String, Signal>();
        for (Signal signal : ALL) {
            names.put(signal.name(), signal);
        }
        alias(names, "SIGCLD", "SIGCHLD");
        alias(names, "SIGPOLL", "SIGIO");
        alias(names, "SIGIOT", "SIGABRT");
        alias(names, "SIGUNUSED", "SIGSYS");
        return Map.copyOf(names);
    }

    private static void alias(Map<String, Signal> names, String alias, String name) {
        Signal signal = names.get(name);
        if (signal == null) {
            throw new IllegalStateException("no signal " + name);
        }
        names.put(alias, signal);
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}

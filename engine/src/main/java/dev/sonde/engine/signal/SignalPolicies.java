package dev.sonde.engine.signal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The table of what to do with each signal, changed as gdb's {@code handle} command does.
 *
 * <p>Not thread-safe: the owner of the target reads and changes it. Source: the GDB manual, "Signals"; the defaults
 * are those of gdb 13's {@code info signals}.
 */
public final class SignalPolicies {
    private static final SignalPolicy DEFAULT = new SignalPolicy(true, true, true);
    private static final SignalPolicy QUIET = new SignalPolicy(false, false, true);
    private static final SignalPolicy KEPT = new SignalPolicy(true, true, false);
    /** Signals that are part of a program's ordinary life. */
    private static final Set<String> QUIET_BY_DEFAULT =
            Set.of("SIGALRM", "SIGURG", "SIGIO", "SIGVTALRM", "SIGPROF", "SIGCHLD", "SIGWINCH");
    /** Signals by which the debugger itself works: they are not passed, and {@code all} leaves them alone. */
    private static final Set<String> THE_DEBUGGERS_OWN = Set.of("SIGTRAP", "SIGINT");

    private final SignalPolicy[] policies = new SignalPolicy[Signal.all().size()];
    /** Signals of which the user has said what to do. */
    private final Set<Signal> chosen = new HashSet<>();

    private SignalPolicies() {
        for (Signal signal : Signal.all()) {
            set(signal, defaultOf(signal));
        }
    }

    /** A table with the default of every signal. */
    public static SignalPolicies defaults() {
        return new SignalPolicies();
    }

    /** The policy that a fresh table has for {@code signal}. */
    public static SignalPolicy defaultOf(Signal signal) {
        if (THE_DEBUGGERS_OWN.contains(signal.name())) {
            return KEPT;
        }
        return QUIET_BY_DEFAULT.contains(signal.name()) ? QUIET : DEFAULT;
    }

    /** What to do when {@code signal} arrives. */
    public SignalPolicy of(Signal signal) {
        return policies[signal.number() - 1];
    }

    /**
     * What to do when the signal with this number arrives; does not allocate.
     *
     * @throws IllegalArgumentException unless {@code number} is 1 to 64
     */
    public SignalPolicy of(int number) {
        if (number < 1 || number > policies.length) {
            throw new IllegalArgumentException("no signal has the number " + number);
        }
        return policies[number - 1];
    }

    /** Replaces the policy of one signal. */
    public void set(Signal signal, SignalPolicy policy) {
        policies[signal.number() - 1] = policy;
    }

    /** Whether what is done about {@code signal} was asked for by {@link #apply} or {@link #handle}. */
    public boolean isChosen(Signal signal) {
        return chosen.contains(signal);
    }

    /** Applies {@code actions}, in order, to each of {@code signals}. */
    public void apply(Collection<Signal> signals, List<SignalAction> actions) {
        for (Signal signal : signals) {
            SignalPolicy policy = of(signal);
            for (SignalAction action : actions) {
                policy = policy.with(action);
            }
            set(signal, policy);
            if (!actions.isEmpty()) {
                chosen.add(signal);
            }
        }
    }

    /**
     * Applies the words of a {@code handle} command, in any order: signals (see {@link #select}) and actions (see
     * {@link SignalAction#of}). Nothing changes if a word is not understood.
     *
     * @return the signals that the words named, in the order named, for the caller to show
     * @throws IllegalArgumentException if a word is neither, or no signal is named
     */
    public List<Signal> handle(List<String> words) {
        var signals = new LinkedHashSet<Signal>();
        var actions = new ArrayList<SignalAction>();
        for (String word : words) {
            // gdb takes any prefix of "all" for all, and so do users; no action begins with an a.
            if (!word.isEmpty() && "all".startsWith(word)) {
                signals.addAll(select("all"));
            } else {
                SignalAction.of(word).ifPresentOrElse(actions::add, () -> signals.addAll(select(word)));
            }
        }
        if (signals.isEmpty()) {
            throw new IllegalArgumentException("which signal? name one, a range such as 1-15, or all");
        }
        apply(signals, actions);
        return List.copyOf(signals);
    }

    /**
     * The signals that {@code word} means: a name, a number, a range of numbers such as {@code 1-15}, or {@code all}.
     * {@code all} leaves out SIGTRAP and SIGINT, by which the debugger works; they must be named. Numbers are those
     * of Linux.
     *
     * @throws IllegalArgumentException if it means none
     */
    public static List<Signal> select(String word) {
        if (word.equals("all")) {
            return Signal.all().stream()
                    .filter(signal -> !THE_DEBUGGERS_OWN.contains(signal.name()))
                    .toList();
        }
        if (!word.isEmpty() && isDigit(word.charAt(0))) {
            return numbered(word);
        }
        return Signal.named(word)
                .map(List::of)
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not a signal or an action"));
    }

    private static List<Signal> numbered(String word) {
        int dash = word.indexOf('-');
        int first = number(dash < 0 ? word : word.substring(0, dash), word);
        int last = dash < 0 ? first : number(word.substring(dash + 1), word);
        return Signal.all().subList(Math.min(first, last) - 1, Math.max(first, last));
    }

    private static int number(String digits, String word) {
        boolean valid =
                !digits.isEmpty() && digits.length() <= 2 && digits.chars().allMatch(c -> isDigit((char) c));
        int number = valid ? Integer.parseInt(digits) : 0;
        if (number < 1 || number > Signal.all().size()) {
            throw new IllegalArgumentException("'" + word + "' is not a signal number or range (1 to "
                    + Signal.all().size() + ")");
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

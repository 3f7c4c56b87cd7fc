package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.ApplyFlags;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.SettingOptions;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.setting.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a backtrace: gdb's options, the words that stood for some of them before, and a count.
 *
 * <p>Options may be shortened as long as they are not ambiguous. {@code --} ends them.
 */
final class BacktraceOptions {
    /** Those that stand for a setting, with its name. */
    private static final Map<String, String> SETTINGS = Map.of(
            "-frame-arguments", Settings.FRAME_ARGUMENTS,
            "-frame-info", Settings.FRAME_INFO,
            "-entry-values", Settings.ENTRY_VALUES,
            "-past-main", Settings.BACKTRACE_PAST_MAIN,
            "-past-entry", Settings.BACKTRACE_PAST_ENTRY);

    private static final String FULL = "-full";
    /** With what frame filters would do; there are none here, so that there is nothing to leave out or to hide. */
    private static final Set<String> OTHERS = Set.of(FULL, "-no-filters", "-hide");

    private final SettingOptions settings;
    private boolean full;
    private String count = "";

    private BacktraceOptions(SettingOptions settings) {
        this.settings = settings;
    }

    /**
     * Reads the arguments of the command.
     *
     * @throws dev.sonde.cli.command.CommandException if an option lacks its value, or is ambiguous
     */
    static BacktraceOptions parse(Session session, String arguments) {
        BacktraceOptions options = new BacktraceOptions(new SettingOptions(session, SETTINGS));
        Words words = new Words(arguments);
        boolean more = !words.take(SettingOptions.END);
        while (more) {
            Optional<String> taken = options.settings.take(words, OTHERS);
            options.full |= taken.filter(FULL::equals).isPresent();
            more = taken.isPresent() && !words.take(SettingOptions.END);
        }
        while (options.takeQualifier(words.peek())) {
            words.next();
        }
        options.count = words.rest();
        // Not in gdb, where the count comes last; nothing else can be meant.
        if (options.count.matches("-?\\d+\\s+full")) {
            options.full = true;
            options.count = options.count.split("\\s+", 2)[0];
        }
        return options;
    }

    /** Whether local variables are asked for. */
    boolean isFull() {
        return full;
    }

    /**
     * How many frames, fewer than 0 for those furthest out; the greatest number for all.
     *
     * @throws dev.sonde.engine.expression.EvaluationException if it is no number
     */
    int count(Session session) {
        if (count.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        long number = Expressions.of(session).number(count);
        return Math.clamp(number, -Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Does something while the settings are as the options say. */
    void during(Session session, ApplyFlags.Action action) throws InterruptedException {
        during(session, settings, action);
    }

    /** The same for options that may say how far backtraces go. */
    static void during(Session session, SettingOptions settings, ApplyFlags.Action action) throws InterruptedException {
        try {
            settings.during(action);
        } finally {
            if (settings.areAny() && session.target().hasProcess()) {
                Frames.of(session); // takes the settings over again
            }
        }
    }

    private boolean takeQualifier(String word) {
        if (word.length() >= 2 && "full".startsWith(word)) {
            full = true;
            return true;
        }
        return word.equals("no-filters") || word.equals("hide");
    }
}

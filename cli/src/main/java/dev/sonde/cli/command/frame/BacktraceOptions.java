package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.setting.Setting;
import dev.sonde.cli.setting.Settings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is asked of a backtrace: gdb's options, the words that stood for some of them before, and a count.
 *
 * <p>Options may be shortened as long as they are not ambiguous. {@code --} ends them.
 */
final class BacktraceOptions {
    /** Those that stand for a setting, with its name. */
    private static final Map<String, String> SETTINGS = Map.of(
            "-frame-arguments", Settings.FRAME_ARGUMENTS,
            "-past-main", Settings.BACKTRACE_PAST_MAIN,
            "-past-entry", Settings.BACKTRACE_PAST_ENTRY);

    private static final String FULL = "-full";
    /** What frame filters would do; there are none here, so that there is nothing to leave out or to hide. */
    private static final List<String> WITHOUT_EFFECT = List.of("-no-filters", "-hide");

    private static final List<String> BOOLEANS =
            List.of("on", "off", "1", "0", "yes", "no", "enable", "disable", "y", "n");

    private final Map<String, String> settings = new LinkedHashMap<>();
    private boolean full;
    private String count = "";

    private BacktraceOptions() {}

    /**
     * Reads the arguments of the command.
     *
     * @throws CommandException if an option lacks its value, or is ambiguous
     */
    static BacktraceOptions parse(Session session, String arguments) {
        BacktraceOptions options = new BacktraceOptions();
        Words words = new Words(arguments);
        boolean more = !words.take("--");
        while (more) {
            more = options.takeOption(session, words) && !words.take("--");
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
    void during(Session session, Runnable action) {
        Map<Setting, String> before = new LinkedHashMap<>();
        try {
            settings.forEach((name, value) -> {
                Setting setting = session.settings().setting(name);
                before.put(setting, setting.text());
                set(setting, value);
            });
            action.run();
        } finally {
            before.forEach(Setting::set);
            if (!before.isEmpty() && session.target().hasProcess()) {
                Frames.of(session); // takes the settings over again
            }
        }
    }

    private static void set(Setting setting, String value) {
        try {
            setting.set(value);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    /** Takes an option with its value; not what is no option, such as {@code -3}. */
    private boolean takeOption(Session session, Words words) {
        String word = words.peek();
        List<String> meant = Stream.of(SETTINGS.keySet(), List.of(FULL), WITHOUT_EFFECT)
                .flatMap(Collection::stream)
                .filter(option -> word.length() > 1 && option.startsWith(word))
                .toList();
        if (meant.isEmpty()) {
            return false;
        }
        if (meant.size() > 1 && !meant.contains(word)) {
            throw new CommandException("Ambiguous option at: " + words.rest());
        }
        String option = meant.contains(word) ? word : meant.getFirst();
        words.next();
        if (option.equals(FULL)) {
            full = true;
        } else if (SETTINGS.containsKey(option)) {
            String name = SETTINGS.get(option);
            settings.put(name, value(session.settings().setting(name), words));
        }
        return true;
    }

    private static String value(Setting setting, Words words) {
        if (setting instanceof Setting.Flag) {
            return BOOLEANS.contains(words.peek()) ? words.next() : "on";
        }
        List<String> values = setting.values();
        if (words.isEmpty()) {
            throw new CommandException("Requires an argument. Valid arguments are all, scalars, none, presence.");
        }
        String word = words.next();
        return values.stream()
                .filter(value -> value.startsWith(word))
                .findFirst()
                .orElseThrow(() -> new CommandException("Undefined item: \"" + word + "\"."));
    }

    private boolean takeQualifier(String word) {
        if (word.length() >= 2 && "full".startsWith(word)) {
            full = true;
            return true;
        }
        return word.equals("no-filters") || word.equals("hide");
    }
}

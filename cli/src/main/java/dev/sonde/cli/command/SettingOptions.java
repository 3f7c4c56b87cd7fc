package dev.sonde.cli.command;

import dev.sonde.cli.setting.Setting;
import dev.sonde.cli.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Options of a command that stand for settings while it is carried out, as gdb has them: {@code -elements 3 -pretty --}. They
 * may be shortened as long as they are not ambiguous.
 */
public final class SettingOptions {
    /** How values are printed. */
    public static final Map<String, String> OF_VALUES = Map.ofEntries(
            Map.entry("-address", Settings.PRINT_ADDRESS),
            Map.entry("-array", Settings.PRINT_ARRAY),
            Map.entry("-array-indexes", Settings.PRINT_ARRAY_INDEXES),
            Map.entry("-elements", Settings.PRINT_ELEMENTS),
            Map.entry("-max-depth", Settings.PRINT_MAX_DEPTH),
            Map.entry("-null-stop", Settings.PRINT_NULL_STOP),
            Map.entry("-object", Settings.PRINT_OBJECT),
            Map.entry("-pretty", Settings.PRINT_PRETTY),
            Map.entry("-raw-values", Settings.PRINT_RAW_VALUES),
            Map.entry("-repeats", Settings.PRINT_REPEATS),
            Map.entry("-static-members", Settings.PRINT_STATIC_MEMBERS),
            Map.entry("-symbol", Settings.PRINT_SYMBOL),
            Map.entry("-union", Settings.PRINT_UNION),
            Map.entry("-vtbl", Settings.PRINT_VTBL));

    /** How far backtraces go. */
    public static final Map<String, String> OF_STACKS =
            Map.of("-past-main", Settings.BACKTRACE_PAST_MAIN, "-past-entry", Settings.BACKTRACE_PAST_ENTRY);

    /** The word that ends options. */
    public static final String END = "--";

    private static final List<String> BOOLEANS =
            List.of("on", "off", "1", "0", "yes", "no", "enable", "disable", "y", "n");
    private static final String UNLIMITED = "unlimited";

    private final Session session;
    private final Map<String, String> meanings;
    private final Map<Setting, String> chosen = new LinkedHashMap<>();

    /** @param meanings the name of each option with that of its setting */
    public SettingOptions(Session session, Map<String, String> meanings) {
        this.session = session;
        this.meanings = meanings;
    }

    /**
     * Takes options that {@code --} must end, for an operand may start with a minus sign; without it there are none.
     *
     * @throws CommandException if one is unknown or ambiguous, or has a wrong value
     */
    public void takeDelimited(Words words) {
        boolean delimited = words.rest().startsWith("-")
                && List.of(words.rest().split("\\s+")).contains(END);
        while (delimited && !words.take(END)) {
            if (take(words, Set.of(), true).isEmpty()) {
                throw new CommandException("Unrecognized option at: " + words.rest());
            }
        }
    }

    /**
     * Takes the next word if it is an option, with its value.
     *
     * @param others options that stand for no setting
     * @return the option, unabbreviated; empty if it is none, such as {@code -3}
     * @throws CommandException if it is ambiguous or has a wrong value
     */
    public Optional<String> take(Words words, Set<String> others) {
        return take(words, others, false);
    }

    private Optional<String> take(Words words, Set<String> others, boolean delimited) {
        String word = words.peek();
        List<String> meant = Stream.concat(meanings.keySet().stream(), others.stream())
                .filter(option -> word.length() > 1 && option.startsWith(word))
                .toList();
        if (meant.isEmpty()) {
            return Optional.empty();
        }
        if (meant.size() > 1 && !meant.contains(word)) {
            throw new CommandException("Ambiguous option at: " + words.rest());
        }
        String option = meant.contains(word) ? word : meant.getFirst();
        words.next();
        String name = meanings.get(option);
        if (name != null) {
            Setting setting = session.settings().setting(name);
            chosen.put(setting, value(option, setting, words, delimited));
        }
        return Optional.of(option);
    }

    private static String value(String option, Setting setting, Words words, boolean delimited) {
        return switch (setting) {
            case Setting.Flag _ -> truth(option, words, delimited);
            case Setting.Choice choice -> choice(choice, words);
            default -> count(option, words);
        };
    }

    private static String truth(String option, Words words, boolean delimited) {
        String word = words.peek();
        if (BOOLEANS.contains(word)) {
            return words.next();
        }
        if (delimited && !word.startsWith("-")) {
            throw new CommandException("Value given for `" + option + "' is not a boolean: " + word);
        }
        return "on";
    }

    private static String choice(Setting.Choice setting, Words words) {
        if (words.isEmpty()) {
            throw new CommandException(
                    "Requires an argument. Valid arguments are " + String.join(", ", setting.values()) + ".");
        }
        String word = words.next();
        if (setting.values().stream().noneMatch(value -> value.startsWith(word))) {
            throw new CommandException("Undefined item: \"" + word + "\".");
        }
        return word;
    }

    private static String count(String option, Words words) {
        if (words.isEmpty()) {
            throw new CommandException(option + " requires an argument");
        }
        String word = words.peek();
        if (!UNLIMITED.startsWith(word) && !word.matches("-?\\d\\w*")) {
            throw new CommandException("Expected integer at: " + words.rest());
        }
        return words.next();
    }

    /** Whether any option was taken that stands for a setting. */
    public boolean areAny() {
        return !chosen.isEmpty();
    }

    /** Does something while the settings are as the options say. */
    public void during(ApplyFlags.Action action) throws InterruptedException {
        Map<Setting, String> before = new LinkedHashMap<>();
        try {
            chosen.forEach((setting, value) -> {
                before.put(setting, setting.text());
                set(setting, value);
            });
            action.run();
        } finally {
            before.forEach(Setting::set);
        }
    }

    private static void set(Setting setting, String value) {
        try {
            setting.set(value);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}

package dev.sonde.cli;

import dev.sonde.cli.Options.Action;
import dev.sonde.cli.Options.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command line as gdb does: one dash or two, {@code -name value} or {@code -name=value}, unique prefixes of names.
 *
 * <p>Written by hand, because what a library loads for this costs more time than the rest of a short session.
 */
final class OptionParser {
    private static final List<String> NAMES = List.of(
            "args",
            "batch",
            "c",
            "cd",
            "command",
            "core",
            "eval-command",
            "ex",
            "help",
            "init-command",
            "init-eval-command",
            "iex",
            "ix",
            "nh",
            "nx",
            "n",
            "pid",
            "p",
            "q",
            "quiet",
            "silent",
            "tty",
            "t",
            "version",
            "v",
            "x",
            "h");

    private final List<Action> actions = new ArrayList<>();
    private final List<String> positional = new ArrayList<>();
    private @Nullable List<String> arguments;
    private @Nullable String core;
    private @Nullable String pid;
    private @Nullable String directory;
    private @Nullable String terminal;
    private boolean batch;
    private boolean noInit;
    private boolean quiet;
    private Request request = Request.DEBUG;

    private final String[] words;
    private int next;

    private OptionParser(String[] words) {
        this.words = words;
    }

    /**
     * Reads {@code words}.
     *
     * @throws UsageException if they make no sense
     */
    static Options parse(String... words) {
        OptionParser parser = new OptionParser(words);
        parser.parse();
        return parser.options();
    }

    private void parse() {
        while (next < words.length) {
            String word = words[next++];
            if (word.length() < 2 || word.charAt(0) != '-') {
                positional.add(word);
            } else if (word.equals("--")) {
                positional.addAll(List.of(words).subList(next, words.length));
                next = words.length;
            } else {
                option(word);
            }
        }
    }

    private void option(String word) {
        int start = word.startsWith("--") ? 2 : 1;
        int equals = word.indexOf('=');
        String given = word.substring(start, equals < 0 ? word.length() : equals);
        String value = equals < 0 ? null : word.substring(equals + 1);
        String name = fullName(given, word);
        switch (name) {
            case "ex", "eval-command" -> actions.add(new Action.Line(value(word, value), false));
            case "iex", "init-eval-command" -> actions.add(new Action.Line(value(word, value), true));
            case "x", "command" -> actions.add(new Action.Script(value(word, value), false));
            case "ix", "init-command" -> actions.add(new Action.Script(value(word, value), true));
            case "c", "core" -> core = value(word, value);
            case "p", "pid" -> pid = value(word, value);
            case "cd" -> directory = value(word, value);
            case "t", "tty" -> terminal = value(word, value);
            default -> flag(name, word, value);
        }
    }

    private void flag(String name, String word, @Nullable String value) {
        if (value != null) {
            throw new UsageException("option '" + word.substring(0, word.indexOf('=')) + "' doesn't allow an argument");
        }
        switch (name) {
            case "args" -> {
                List<String> rest = List.of(words).subList(next, words.length);
                next = words.length;
                if (rest.isEmpty()) {
                    throw new UsageException("option '" + word + "' needs a program after it");
                }
                positional.add(rest.getFirst());
                arguments = rest.subList(1, rest.size());
            }
            case "batch" -> {
                batch = true;
                quiet = true;
            }
            case "nx", "n", "nh" -> noInit = true;
            case "q", "quiet", "silent" -> quiet = true;
            case "h", "help" -> request = Request.HELP;
            case "v", "version" -> request = Request.VERSION;
            default -> throw new UsageException("unrecognized option '" + word + "'");
        }
    }

    private static String fullName(String given, String word) {
        if (NAMES.contains(given)) {
            return given;
        }
        String found = null;
        for (String name : NAMES) {
            if (name.startsWith(given)) {
                if (found != null) {
                    throw new UsageException("option '" + word + "' is ambiguous");
                }
                found = name;
            }
        }
        if (found == null) {
            throw new UsageException("unrecognized option '" + word + "'");
        }
        return found;
    }

    private String value(String word, @Nullable String value) {
        if (value != null) {
            return value;
        }
        if (next == words.length) {
            throw new UsageException("option '" + word + "' requires an argument");
        }
        return words[next++];
    }

    private Options options() {
        if (positional.size() > 2) {
            throw new UsageException("excess command line arguments after \"" + positional.get(1)
                    + "\": arguments of the program go after --args");
        }
        String coreOrPid = positional.size() == 2 ? positional.get(1) : null;
        if ((coreOrPid != null && (pid != null || core != null)) || (pid != null && core != null)) {
            throw new UsageException("can't attach to process and specify a core file or another process at once");
        }
        return new Options(
                actions,
                positional.isEmpty() ? Optional.empty() : Optional.of(positional.getFirst()),
                Optional.ofNullable(arguments),
                Optional.ofNullable(coreOrPid),
                Optional.ofNullable(core),
                Optional.ofNullable(pid),
                Optional.ofNullable(directory),
                Optional.ofNullable(terminal),
                batch,
                noInit,
                quiet,
                request);
    }
}

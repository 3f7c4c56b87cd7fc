package dev.sonde.cli.execution;

import dev.sonde.cli.command.CommandException;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.inferior.Stdio.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code run}, taken apart without a shell: words are separated by blanks; {@code 'single'} and {@code
 * "double"} quotes and backslashes protect what they enclose, as in POSIX sections 2.2.1 to 2.2.3; {@code < FILE}, {@code
 * > FILE}, {@code >> FILE}, {@code 2> FILE}, {@code 2>> FILE}, {@code &> FILE} and {@code 2>&1} redirect. Nothing is
 * expanded: {@code $HOME}, {@code *} and {@code ~} stand for themselves.
 *
 * @param words the program's arguments
 * @param input where it reads from
 * @param output where it writes to
 * @param error where it writes errors to
 */
public record ProgramArguments(List<String> words, Place input, Place output, Place error) {
    private static final Place INHERITED = new Place.Inherited();

    public ProgramArguments {
        words = List.copyOf(words);
    }

    /**
     * Takes {@code line} apart.
     *
     * @param directory what relative file names of redirections are relative to
     * @throws CommandException if a quote is not closed or a redirection lacks its file
     */
    public static ProgramArguments parse(String line, Path directory) {
        return new Parser(line, directory).parse();
    }

    /** The streams, if there was a redirection. */
    public Stdio stdio() {
        boolean inherits = input instanceof Place.Inherited
                && output instanceof Place.Inherited
                && error instanceof Place.Inherited;
        return inherits ? Stdio.inherit() : new Stdio.Each(input, output, error);
    }

    private static final class Parser {
        private final String line;
        private final Path directory;
        private final List<String> words = new ArrayList<>();
        private int at;
        private Place input = INHERITED;
        private Place output = INHERITED;
        private Place error = INHERITED;

        Parser(String line, Path directory) {
            this.line = line;
            this.directory = directory;
        }

        ProgramArguments parse() {
            skipBlanks();
            while (at < line.length()) {
                if (!redirection()) {
                    words.add(requireWord());
                }
                skipBlanks();
            }
            return new ProgramArguments(words, input, output, error);
        }

        private boolean redirection() {
            if (take("2>&1")) {
                error = new Place.SameAsOutput();
            } else if (take("2>>")) {
                error = file(true);
            } else if (take("2>")) {
                error = file(false);
            } else if (take("&>") || take(">&")) {
                output = file(false);
                error = new Place.SameAsOutput();
            } else if (take(">>") || take("1>>")) {
                output = file(true);
            } else if (take(">") || take("1>")) {
                output = file(false);
            } else if (take("<") || take("0<")) {
                input = file(false);
            } else if (at < line.length() && "|&;()".indexOf(line.charAt(at)) >= 0) {
                throw new CommandException("\"" + line.charAt(at)
                        + "\" has no meaning here, as no shell starts the program; quote it to pass it on.");
            } else {
                return false;
            }
            return true;
        }

        private Place file(boolean append) {
            skipBlanks();
            String name = at < line.length() ? word() : null;
            if (name == null || name.isEmpty()) {
                throw new CommandException("A redirection needs a file name.");
            }
            return new Place.File(directory.resolve(name), append);
        }

        private String requireWord() {
            String word = word();
            return word == null ? "" : word;
        }

        /** The next word; null if there is none. */
        private @Nullable String word() {
            StringBuilder word = new StringBuilder();
            int start = at;
            while (at < line.length() && !isEnd(line.charAt(at))) {
                char c = line.charAt(at++);
                switch (c) {
                    case '\'' -> quoted(word);
                    case '"' -> doubleQuoted(word);
                    case '\\' -> word.append(at < line.length() ? line.charAt(at++) : '\\');
                    default -> word.append(c);
                }
            }
            return at == start ? null : word.toString();
        }

        private void quoted(StringBuilder word) {
            int end = line.indexOf('\'', at);
            if (end < 0) {
                throw new CommandException("Unterminated ' in the arguments.");
            }
            word.append(line, at, end);
            at = end + 1;
        }

        private void doubleQuoted(StringBuilder word) {
            while (at < line.length() && line.charAt(at) != '"') {
                char c = line.charAt(at++);
                boolean escapes = c == '\\' && at < line.length() && "\"\\$`".indexOf(line.charAt(at)) >= 0;
                word.append(escapes ? line.charAt(at++) : c);
            }
            if (at == line.length()) {
                throw new CommandException("Unterminated \" in the arguments.");
            }
            at++;
        }

        private boolean take(String operator) {
            if (!line.startsWith(operator, at)) {
                return false;
            }
            at += operator.length();
            return true;
        }

        private void skipBlanks() {
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
        }

        private static boolean isEnd(char c) {
            return Character.isWhitespace(c) || "<>|&;()".indexOf(c) >= 0;
        }
    }
}

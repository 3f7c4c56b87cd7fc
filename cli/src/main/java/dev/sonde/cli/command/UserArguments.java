package dev.sonde.cli.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments of the user's own command that is being carried out: {@code $argc}, {@code $arg0} and so on. They are put
 * into the text of its lines, as in gdb.
 */
public final class UserArguments {
    private static final Pattern REFERENCE = Pattern.compile("\\$arg(c|\\d+)(?![\\w$])");
    private static final int MOST_CALLS = 1024;

    private final Deque<List<String>> calls = new ArrayDeque<>();

    private UserArguments() {}

    /** Those of {@code session}. */
    static UserArguments of(Session session) {
        return session.shared(UserArguments.class, _ -> new UserArguments());
    }

    /** Carries out the body of a command that was called with {@code arguments}. */
    public static void call(Session session, Body body, String arguments) throws InterruptedException {
        Deque<List<String>> calls = of(session).calls;
        if (calls.size() >= MOST_CALLS) {
            throw new CommandException("Max user call depth exceeded -- command aborted.");
        }
        calls.push(split(arguments));
        try {
            body.run(session);
        } finally {
            calls.pop();
        }
    }

    /** The line with the arguments in place of their names. */
    String substitute(String line) {
        List<String> arguments = calls.peek();
        if (arguments == null || line.indexOf('$') < 0) {
            return line;
        }
        return REFERENCE
                .matcher(line)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1).equals("c")
                                ? Integer.toString(arguments.size())
                                : argument(arguments, match.group(1))));
    }

    private static String argument(List<String> arguments, String digits) {
        int index = digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (index >= arguments.size()) {
            throw new CommandException("Missing argument " + digits + " in user function.");
        }
        return arguments.get(index);
    }

    /** Words end at blanks outside of quotes, which stay. */
    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                continue;
            }
            word.append(c);
            if (c == '\\' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}

package dev.sonde.cli.command;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The regular expressions that gdb's commands take, in which brackets, braces, {@code +}, {@code ?} and {@code |} are plain
 * characters unless a backslash is before them.
 *
 * <p>Source: POSIX.1-2017 section 9.3, with GNU's additions.
 */
public final class BasicRegex {
    private static final String SPECIAL_WITH_BACKSLASH = "(){}+?|";

    private BasicRegex() {}

    /**
     * What finds {@code regex} anywhere in a text; an empty one is everywhere.
     *
     * @throws CommandException if it is malformed
     */
    public static Pattern compile(String regex) {
        try {
            return Pattern.compile(translated(regex));
        } catch (PatternSyntaxException e) {
            throw new CommandException("Invalid regexp: " + e.getDescription() + ": " + regex);
        }
    }

    private static String translated(String regex) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < regex.length()) {
            char c = regex.charAt(at);
            if (c == '[') {
                int end = endOfSet(regex, at);
                text.append(set(regex.substring(at, end)));
                at = end;
            } else if (c == '\\' && at + 1 < regex.length()) {
                char next = regex.charAt(at + 1);
                text.append(SPECIAL_WITH_BACKSLASH.indexOf(next) >= 0 ? Character.toString(next) : "\\" + next);
                at += 2;
            } else {
                boolean plain = SPECIAL_WITH_BACKSLASH.indexOf(c) >= 0
                        || (c == '*' && isAtStart(text))
                        || (c == '^' && !isAtStart(text))
                        || (c == '$' && at + 1 < regex.length());
                text.append(plain ? "\\" : "").append(c);
                at++;
            }
        }
        return text.toString();
    }

    private static boolean isAtStart(StringBuilder text) {
        return text.isEmpty() || text.toString().equals("^");
    }

    /** Behind the bracket that closes a set, in which one that comes first is a member. */
    private static int endOfSet(String regex, int start) {
        int at = start + 1;
        if (at < regex.length() && regex.charAt(at) == '^') {
            at++;
        }
        int end = regex.indexOf(']', Math.min(at + 1, regex.length()));
        if (end < 0) {
            throw new CommandException("Invalid regexp: Unmatched [, [^, [:, [., or [=: " + regex);
        }
        return end + 1;
    }

    /** Only brackets, backslashes and ampersands mean more in a set of Java's than in one of POSIX. */
    private static String set(String text) {
        String inside = text.substring(1, text.length() - 1);
        boolean negated = inside.startsWith("^");
        String members = negated ? inside.substring(1) : inside;
        return "[" + (negated ? "^" : "") + members.replaceAll("[\\\\\\[\\]&]", "\\\\$0") + "]";
    }
}

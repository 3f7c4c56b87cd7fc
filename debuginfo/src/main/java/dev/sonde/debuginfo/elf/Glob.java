package dev.sonde.debuginfo.elf;

import java.util.regex.Pattern;

/** Shell patterns as regular expressions (glob(7)). */
final class Glob {
    private Glob() {}

    /** A pattern that matches exactly what {@code glob} does; an unclosed bracket stands for itself. */
    static Pattern compile(String glob) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i);
            int close = c == '[' ? closingBracket(glob, i) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close >= 0) {
                appendClass(regex, glob.substring(i + 1, close));
                i = close;
            } else if (c == '\\' && i + 1 < glob.length()) {
                regex.append(Pattern.quote(String.valueOf(glob.charAt(++i))));
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
            i++;
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static int closingBracket(String glob, int open) {
        int first = open + 1;
        if (first < glob.length() && (glob.charAt(first) == '!' || glob.charAt(first) == '^')) {
            first++;
        }
        // A bracket right after the opening is a member of the class.
        return glob.indexOf(']', first + 1);
    }

    private static void appendClass(StringBuilder regex, String members) {
        boolean negated = members.charAt(0) == '!' || members.charAt(0) == '^';
        regex.append(negated ? "[^" : "[");
        for (int i = negated ? 1 : 0; i < members.length(); i++) {
            char c = members.charAt(i);
            boolean range = i + 2 < members.length() && members.charAt(i + 1) == '-';
            if (range && c > members.charAt(i + 2)) {
                // An empty range matches nothing in a shell, but is an error in a regular expression.
                i += 2;
                continue;
            }
            appendLiteral(regex, c);
            if (range) {
                regex.append('-');
                appendLiteral(regex, members.charAt(i + 2));
                i += 2;
            }
        }
        // Keeps a class without members valid; intersected with it nothing matches.
        if (regex.charAt(regex.length() - 1) == '[') {
            regex.append("a&&b");
        } else if (regex.charAt(regex.length() - 1) == '^' && regex.charAt(regex.length() - 2) == '[') {
            regex.append("a&&b");
        }
        regex.append(']');
    }

    private static void appendLiteral(StringBuilder regex, char c) {
        regex.append(String.format("\\u%04x", (int) c));
    }
}

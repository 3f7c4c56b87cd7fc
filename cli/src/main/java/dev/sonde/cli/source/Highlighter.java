package dev.sonde.cli.source;

import dev.sonde.cli.console.Console;
import dev.sonde.cli.console.Style;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Colours the lines of one source file. Whatever a line holds, its characters stay as they are. */
final class Highlighter {
    private final Console console;
    private final Syntax syntax;
    private final List<String> lines;
    /** The lines that begin within a comment, by index, as far as they were looked at. */
    private final BitSet inComment = new BitSet();

    private int examined;

    /** @param file the name of the file, which tells its language */
    Highlighter(Console console, String file, List<String> lines) {
        this.console = console;
        this.lines = lines;
        syntax = Syntax.of(file);
    }

    /** Line {@code number}, counted from 1. */
    String line(int number) {
        String text = lines.get(number - 1);
        if (syntax == Syntax.OTHER) {
            return text;
        }
        while (examined < number - 1) {
            inComment.set(examined + 1, write(lines.get(examined), inComment.get(examined), null));
            examined++;
        }
        StringBuilder out = new StringBuilder();
        write(text, inComment.get(number - 1), out);
        return out.toString();
    }

    /** Writes a line to {@code out}, if there is one; whether the next line begins within a comment. */
    private boolean write(String text, boolean commented, @Nullable StringBuilder out) {
        int at = 0;
        if (commented) {
            int end = text.indexOf("*/");
            at = end < 0 ? text.length() : end + 2;
            append(out, Style.COMMENT, text.substring(0, at));
            if (end < 0) {
                return true;
            }
        }
        boolean directive = syntax.hasDirectives() && text.startsWith("#", firstVisible(text));
        while (at < text.length()) {
            char c = text.charAt(at);
            int end;
            if (text.startsWith(syntax.lineComment(), at) && !directive) {
                end = text.length();
                append(out, Style.COMMENT, text.substring(at, end));
            } else if (syntax.hasBlockComments() && text.startsWith("/*", at)) {
                int close = text.indexOf("*/", at + 2);
                end = close < 0 ? text.length() : close + 2;
                append(out, Style.COMMENT, text.substring(at, end));
                if (close < 0) {
                    return true;
                }
            } else if (directive && c == '#') {
                end = wordEnd(text, at + 1);
                append(out, Style.DIRECTIVE, text.substring(at, end));
            } else if (c == '"' || (c == '\'' && isCharacter(text, at))) {
                end = quoteEnd(text, at);
                append(out, Style.STRING, text.substring(at, end));
            } else if (Character.isDigit(c)) {
                end = numberEnd(text, at);
                append(out, Style.NUMBER, text.substring(at, end));
            } else if (Character.isJavaIdentifierStart(c)) {
                end = wordEnd(text, at);
                String word = text.substring(at, end);
                append(out, syntax.isKeyword(word) ? Style.KEYWORD : null, word);
            } else {
                end = at + 1;
                append(out, null, text.substring(at, end));
            }
            at = end;
        }
        return false;
    }

    private void append(@Nullable StringBuilder out, @Nullable Style style, String text) {
        if (out != null && !text.isEmpty()) {
            out.append(style == null ? text : console.styled(style, text));
        }
    }

    private static int firstVisible(String text) {
        int at = 0;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** A quote may also begin one of Rust's lifetimes. */
    private static boolean isCharacter(String text, int at) {
        return text.startsWith("\\", at + 1) || (at + 2 < text.length() && text.charAt(at + 2) == '\'');
    }

    private static int quoteEnd(String text, int start) {
        char quote = text.charAt(start);
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, text.length());
    }

    private static int numberEnd(String text, int start) {
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean separator = c == '\'' && at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1));
            boolean point = c == '.' && !text.startsWith("..", at);
            if (!Character.isLetterOrDigit(c) && c != '_' && !separator && !point) {
                break;
            }
            at++;
        }
        return at;
    }

    private static int wordEnd(String text, int start) {
        int at = start;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        return at;
    }
}

package dev.sonde.engine.syscall;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of one of the text files beside this class, and the words of a line; no regular expressions. */
final class ResourceText {
    private ResourceText() {}

    /** The lines of {@code file} that are neither empty nor comments. */
    static List<String> lines(String file) {
        String text = load(file);
        var lines = new ArrayList<String>(512);
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end > start && text.charAt(start) != '#') {
                lines.add(text.substring(start, end));
            }
            start = end + 1;
        }
        return lines;
    }

    /** The words of {@code line}, separated by one or more blanks. */
    static List<String> words(String line) {
        return split(line, ' ');
    }

    /** The non-empty parts of {@code text} between separators. */
    static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf(separator, start);
            end = end < 0 ? text.length() : end;
            if (end > start) {
                parts.add(text.substring(start, end));
            }
            start = end + 1;
        }
        return parts;
    }

    /** A decimal, hexadecimal ({@code 0x}) number of up to 64 bits. */
    static long number(String text) {
        return text.startsWith("0x") ? Long.parseUnsignedLong(text, 2, text.length(), 16) : Long.parseLong(text);
    }

    private static String load(String file) {
        try (InputStream in = ResourceText.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + file, e);
        }
    }
}

package dev.sonde.server.json;

import java.util.Locale;
import java.util.Map;

/** Writes maps, lists, texts and numbers as JSON, on one line. Source: RFC 8259. */
public final class Json {
    private Json() {}

    /**
     * The JSON of {@code value}.
     *
     * @param value a {@link Map}, an {@link Iterable}, a {@link Number}, or anything else as its text
     */
    public static String text(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder into) {
        switch (value) {
            case Map<?, ?> map -> {
                into.append('{');
                String separator = "";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    into.append(separator);
                    string(entry.getKey().toString(), into);
                    into.append(':');
                    write(entry.getValue(), into);
                    separator = ",";
                }
                into.append('}');
            }
            case Iterable<?> list -> {
                into.append('[');
                String separator = "";
                for (Object element : list) {
                    into.append(separator);
                    write(element, into);
                    separator = ",";
                }
                into.append(']');
            }
            case Number number -> into.append(number);
            default -> string(value.toString(), into);
        }
    }

    private static void string(String text, StringBuilder into) {
        into.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> into.append('\\').append(c);
                case '\n' -> into.append("\\n");
                case '\t' -> into.append("\\t");
                default -> {
                    // Halves of a pair that stand alone are no text that UTF-8 could carry.
                    boolean lone = Character.isSurrogate(c) && !isPaired(text, i);
                    if (c < ' ' || lone) {
                        into.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        into.append(c);
                    }
                }
            }
        }
        into.append('"');
    }

    private static boolean isPaired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}

package dev.sonde.engine.value;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;

/** The elements of an array, equal ones in a row written once. */
final class ArrayText {
    private final PrintOptions options;
    private final String open;
    private final String close;

    ArrayText(PrintOptions options, String open, String close) {
        this.options = options;
        this.open = open;
        this.close = close;
    }

    /**
     * The text between braces.
     *
     * @param count how many elements there are
     * @param size of each in bytes
     * @param contents of all
     * @param nested whether the elements are arrays, which do not count towards the limit themselves
     * @param lower the index of the first, as the program counts
     * @param depth how many structures and arrays are around the array
     * @param element the text of one, counted from 0
     */
    String text(
            int count,
            int size,
            Contents contents,
            boolean nested,
            long lower,
            int depth,
            IntFunction<String> element) {
        boolean pretty = options.has(PrintFlag.PRETTY_ARRAYS);
        StringBuilder text = new StringBuilder(open);
        int written = 0;
        int i = 0;
        while (i < count && written < options.elementLimit()) {
            int end = i + 1;
            while (end < count && same(contents, i * size, end * size, size)) {
                end++;
            }
            if (i > 0) {
                text.append(pretty ? "," : ", ");
            }
            if (pretty) {
                text.append('\n').repeat("  ", depth + 1);
            }
            if (options.has(PrintFlag.INDEXES)) {
                text.append('[').append(i + lower).append("] = ");
            }
            text.append(element.apply(i));
            if (end - i > options.repeatThreshold()) {
                text.append(" <repeats ").append(end - i).append(" times>");
                written += options.repeatThreshold();
                i = end;
            } else {
                written += nested ? 0 : 1;
                i++;
            }
        }
        text.append(i < count ? "..." : "");
        if (pretty) {
            text.append('\n').repeat("  ", depth);
        }
        return text.append(close).toString();
    }

    private static boolean same(Contents contents, int one, int other, int size) {
        byte[] bytes = contents.bytes();
        long bits = (long) size * Byte.SIZE;
        return Arrays.equals(bytes, one, one + size, bytes, other, other + size)
                && Objects.equals(
                        contents.missing((long) one * Byte.SIZE, bits),
                        contents.missing((long) other * Byte.SIZE, bits));
    }
}

package dev.sonde.engine.value;

import java.util.Arrays;
import java.util.function.IntFunction;

/** The elements of an array, equal ones in a row written once. */
final class ArrayText {
    private final PrintOptions options;

    ArrayText(PrintOptions options) {
        this.options = options;
    }

    /**
     * The text between braces.
     *
     * @param count how many elements there are
     * @param size of each in bytes
     * @param bytes of all
     * @param nested whether the elements are arrays, which do not count towards the limit themselves
     * @param element the text of one, by its index
     */
    String text(int count, int size, byte[] bytes, boolean nested, IntFunction<String> element) {
        StringBuilder text = new StringBuilder("{");
        int written = 0;
        int i = 0;
        while (i < count && written < options.elementLimit()) {
            int end = i + 1;
            while (end < count && same(bytes, i * size, end * size, size)) {
                end++;
            }
            if (i > 0) {
                text.append(", ");
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
        return text.append(i < count ? "...}" : "}").toString();
    }

    private static boolean same(byte[] bytes, int one, int other, int size) {
        return Arrays.equals(bytes, one, one + size, bytes, other, other + size);
    }
}

package dev.sonde.engine.value;

/**
 * How much of a value is written.
 *
 * @param elements the number of array elements and characters after which the rest is left out; 0 for no limit
 * @param repeats more equal elements in a row than this are written once; 0 for never
 * @param unicode whether characters beyond ASCII are written as they are, and not as octal escapes
 */
public record PrintOptions(int elements, int repeats, boolean unicode) {
    /** gdb's defaults. */
    public static final PrintOptions DEFAULT = new PrintOptions(200, 10, true);

    int elementLimit() {
        return elements == 0 ? Integer.MAX_VALUE : elements;
    }

    int repeatThreshold() {
        return repeats == 0 ? Integer.MAX_VALUE : repeats;
    }
}

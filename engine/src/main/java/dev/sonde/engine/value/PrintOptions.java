package dev.sonde.engine.value;

/**
 * How values are written.
 *
 * @param elements the number of array elements and characters after which the rest is left out; 0 for no limit
 * @param repeats more equal elements in a row than this are written once; 0 for never
 * @param unicode whether characters beyond ASCII are written as they are, and not as octal escapes
 * @param pretty whether each member has a line of its own
 * @param unions whether unions inside structures are written
 * @param objects whether objects are taken for what their vtables say they are
 * @param statics whether static members are written
 * @param symbols whether the symbol that a pointer to data points to is written
 * @param indexes whether each element of an array is preceded by its index
 * @param nullStop whether arrays of characters end at the first zero
 * @param addresses whether addresses are written
 */
public record PrintOptions(
        int elements,
        int repeats,
        boolean unicode,
        boolean pretty,
        boolean unions,
        boolean objects,
        boolean statics,
        boolean symbols,
        boolean indexes,
        boolean nullStop,
        boolean addresses) {
    /** gdb's defaults. */
    public static final PrintOptions DEFAULT = new PrintOptions(200, 10, true);

    /** How much is written; all else as gdb's defaults are. */
    public PrintOptions(int elements, int repeats, boolean unicode) {
        this(elements, repeats, unicode, false, true, false, true, true, false, false, true);
    }

    /** The same, with all members of a structure on one line. */
    public PrintOptions onOneLine() {
        return new PrintOptions(
                elements, repeats, unicode, false, unions, objects, statics, symbols, indexes, nullStop, addresses);
    }

    int elementLimit() {
        return elements == 0 ? Integer.MAX_VALUE : elements;
    }

    int repeatThreshold() {
        return repeats == 0 ? Integer.MAX_VALUE : repeats;
    }
}

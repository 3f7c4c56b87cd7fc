package dev.sonde.engine.value;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * How values are written. Immutable.
 *
 * @param elements the number of array elements and characters after which the rest is left out; 0 for no limit
 * @param repeats more equal elements in a row than this are written once; 0 for never
 * @param maxDepth structures and arrays inside so many others are left out; negative for no limit
 * @param flags what is on
 */
public record PrintOptions(int elements, int repeats, int maxDepth, Set<PrintFlag> flags) {
    private static final int DEFAULT_DEPTH = 20;
    private static final Set<PrintFlag> DEFAULT_FLAGS = EnumSet.of(
            PrintFlag.UNICODE, PrintFlag.UNIONS, PrintFlag.STATIC_MEMBERS, PrintFlag.SYMBOLS, PrintFlag.ADDRESSES);

    /** gdb's defaults. */
    public static final PrintOptions DEFAULT = new PrintOptions(200, 10, DEFAULT_DEPTH, DEFAULT_FLAGS);

    /** Copies the set. */
    public PrintOptions {
        flags = Set.copyOf(flags);
    }

    /** How much is written; all else as gdb's defaults are. */
    public PrintOptions(int elements, int repeats, boolean unicode) {
        this(elements, repeats, DEFAULT_DEPTH, DEFAULT.with(PrintFlag.UNICODE, unicode).flags);
    }

    /** Whether {@code flag} is on. */
    public boolean has(PrintFlag flag) {
        return flags.contains(flag);
    }

    /** The same with a flag on or off. */
    public PrintOptions with(PrintFlag flag, boolean on) {
        if (has(flag) == on) {
            return this;
        }
        EnumSet<PrintFlag> changed = EnumSet.noneOf(PrintFlag.class);
        changed.addAll((Collection<PrintFlag>) flags);
        if (on) {
            changed.add(flag);
        } else {
            changed.remove(flag);
        }
        return new PrintOptions(elements, repeats, maxDepth, changed);
    }

    /** The same, with all members of a structure on one line. */
    public PrintOptions onOneLine() {
        return with(PrintFlag.PRETTY, false).with(PrintFlag.PRETTY_ARRAYS, false);
    }

    /** The same with one level more inside the outermost. */
    PrintOptions deeper() {
        return maxDepth < 0 ? this : new PrintOptions(elements, repeats, maxDepth + 1, flags);
    }

    boolean isTooDeep(int depth) {
        return maxDepth >= 0 && depth >= maxDepth;
    }

    int elementLimit() {
        return elements == 0 ? Integer.MAX_VALUE : elements;
    }

    int repeatThreshold() {
        return repeats == 0 ? Integer.MAX_VALUE : repeats;
    }
}

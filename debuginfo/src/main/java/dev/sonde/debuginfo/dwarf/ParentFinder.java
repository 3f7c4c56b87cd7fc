package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.FormatException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parents of a unit's entries, which entries do not say.
 *
 * <p>The way leads down from the unit's first entry. Where an entry on the way has many children their offsets are kept,
 * since whoever asks for one parent asks for many.
 */
final class ParentFinder {
    private static final int MANY_CHILDREN = 16;

    private final Unit unit;
    private final ConcurrentHashMap<Long, long[]> childOffsets = new ConcurrentHashMap<>();

    ParentFinder(Unit unit) {
        this.unit = unit;
    }

    /**
     * The entry right above the one at {@code offset}; empty for the unit's first.
     *
     * @throws FormatException when no entry starts at the offset
     */
    Optional<Die> parentOf(long offset) {
        @Nullable Die parent = null;
        Die die = unit.root();
        while (die.offset() != offset) {
            long[] children = children(die);
            int index = Arrays.binarySearch(children, offset);
            int holder = index >= 0 ? index : -index - 2;
            if (holder < 0) {
                throw new FormatException(unit.section(), offset, "no entry is here");
            }
            parent = die;
            die = unit.die(children[holder]);
        }
        return Optional.ofNullable(parent);
    }

    private long[] children(Die die) {
        long[] known = childOffsets.get(die.offset());
        if (known == null) {
            known = die.children().stream().mapToLong(Die::offset).toArray();
            if (known.length > MANY_CHILDREN) {
                childOffsets.put(die.offset(), known);
            }
        }
        return known;
    }
}

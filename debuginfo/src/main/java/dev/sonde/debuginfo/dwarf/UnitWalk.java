package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Goes through the units of a file in order without waiting for all of the file: it reads the header of one unit at a
 * time, and the section may still be being filled behind that.
 *
 * <p>Units come in the same order as from {@link Dwarf#units()}. Thread-safe: each unit is handed out once.
 */
public final class UnitWalk {
    private static final List<String> SECTIONS = List.of(".debug_info", ".debug_types");
    /** No header of a unit is longer. */
    private static final int MAX_HEADER = 64;

    private final Dwarf dwarf;
    private final Consumer<FormatException> problems;
    private int section;
    private long offset;

    UnitWalk(Dwarf dwarf, Consumer<FormatException> problems) {
        this.dwarf = dwarf;
        this.problems = problems;
    }

    /** The next unit; empty behind the last. Malformed ones are passed over and reported. */
    public synchronized Optional<Unit> next() {
        while (section < SECTIONS.size()) {
            String name = SECTIONS.get(section);
            MemorySegment bytes = dwarf.sections().growing(name);
            if (offset >= bytes.byteSize()) {
                section++;
                offset = 0;
                continue;
            }
            dwarf.sections().await(name, offset + MAX_HEADER);
            ByteCursor cursor = ByteCursor.of(name, bytes).at(offset);
            long end;
            try {
                end = UnitHeader.endOf(cursor);
            } catch (FormatException e) {
                // Without a length there is no next unit to go to.
                problems.accept(e);
                section++;
                offset = 0;
                continue;
            }
            cursor.seek(offset);
            offset = end;
            try {
                return Optional.of(new Unit(dwarf, name, UnitHeader.read(cursor, section == 1)));
            } catch (FormatException e) {
                problems.accept(e);
            }
        }
        return Optional.empty();
    }
}

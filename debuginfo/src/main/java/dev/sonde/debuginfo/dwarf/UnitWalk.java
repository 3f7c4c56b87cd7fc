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
    private final byte[] header = new byte[MAX_HEADER];

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
            long start = offset;
            ByteCursor cursor = start(name, start, bytes.byteSize());
            try {
                offset = UnitHeader.endOf(cursor.at(0), start, bytes.byteSize());
            } catch (FormatException e) {
                // Without a length there is no next unit to go to.
                problems.accept(moved(e, start));
                section++;
                offset = 0;
                continue;
            }
            try {
                return Optional.of(
                        new Unit(dwarf, name, UnitHeader.read(cursor, start, bytes.byteSize(), section == 1)));
            } catch (FormatException e) {
                problems.accept(moved(e, start));
            }
        }
        return Optional.empty();
    }

    /**
     * The unit whose header is at an offset.
     *
     * @throws FormatException when it is malformed
     */
    static Unit unitAt(Dwarf dwarf, String section, long offset) {
        long size = dwarf.sections().growing(section).byteSize();
        if (offset < 0 || offset >= size) {
            throw new FormatException(section, offset, "offset is outside the section of " + size + " bytes");
        }
        var walk = new UnitWalk(dwarf, _ -> {});
        try {
            ByteCursor cursor = walk.start(section, offset, size);
            return new Unit(dwarf, section, UnitHeader.read(cursor, offset, size, section.equals(SECTIONS.get(1))));
        } catch (FormatException e) {
            throw moved(e, offset);
        }
    }

    /** The first bytes of a unit. They are copied: all headers together touch much of the memory of a mapped section. */
    private ByteCursor start(String name, long start, long size) {
        int length = (int) Math.min(MAX_HEADER, size - start);
        dwarf.sections().read(name, start, header, length);
        return ByteCursor.of(name, MemorySegment.ofArray(header).asSlice(0, length));
    }

    /** A fault in terms of the section rather than the unit. */
    private static FormatException moved(FormatException fault, long start) {
        return new FormatException(fault.section(), start + fault.offset(), fault.reason());
    }
}

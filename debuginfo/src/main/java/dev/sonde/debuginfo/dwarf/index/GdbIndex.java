package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Look-ups by {@code .gdb_index}, which tells the units that have a name; those units are then scanned, and what was
 * found is kept.
 *
 * <p>Thread-safe. Source: the GDB manual's appendix "Index Section Format", versions 7 to 9.
 */
public final class GdbIndex implements NameLookup {
    private static final String SECTION = ".gdb_index";
    private static final long UNIT_MASK = 0xff_ffff;

    private final Dwarf dwarf;
    private final ByteCursor section;
    private final long unitsAt;
    private final long unitCount;
    private final long typeUnitsAt;
    private final long typeUnitCount;
    private final long symbolsAt;
    private final long slots;
    private final long constantsAt;
    private final ConcurrentHashMap<Long, NameIndex> scanned = new ConcurrentHashMap<>();

    private GdbIndex(Dwarf dwarf, ByteCursor section, int version) {
        this.dwarf = dwarf;
        this.section = section;
        unitsAt = section.u32();
        typeUnitsAt = section.u32();
        long addressesAt = section.u32();
        symbolsAt = section.u32();
        long shortcutsAt = version >= 9 ? section.u32() : -1;
        constantsAt = section.u32();
        long symbolsEnd = shortcutsAt >= 0 ? shortcutsAt : constantsAt;
        slots = (symbolsEnd - symbolsAt) / 8;
        unitCount = (typeUnitsAt - unitsAt) / 16;
        typeUnitCount = (addressesAt - typeUnitsAt) / 24;
        boolean ordered = unitsAt <= typeUnitsAt
                && typeUnitsAt <= addressesAt
                && addressesAt <= symbolsAt
                && symbolsAt <= symbolsEnd
                && symbolsEnd <= constantsAt
                && constantsAt <= section.end();
        if (!ordered || Long.bitCount(slots) > 1) {
            throw new FormatException(SECTION, 0, "the tables are not in order");
        }
    }

    /**
     * Opens the section; empty when there is none, or of a version before 7, whose entries lack what is needed here.
     *
     * @throws FormatException when it is malformed
     */
    public static Optional<GdbIndex> of(Dwarf dwarf) {
        return dwarf.section(SECTION).flatMap(bytes -> {
            ByteCursor cursor = ByteCursor.of(SECTION, bytes);
            long version = cursor.u32();
            return version < 7 || version > 9
                    ? Optional.empty()
                    : Optional.of(new GdbIndex(dwarf, cursor, (int) version));
        });
    }

    @Override
    public List<IndexEntry> find(String name) {
        QualifiedName wanted = QualifiedName.parse(name);
        Set<Long> units = new TreeSet<>();
        for (long slot = 0; slot < slots; slot++) {
            // Any scope may be around the name, which the hash does not allow for, so every name is looked at.
            ByteCursor cursor = section.at(symbolsAt + slot * 8);
            long nameAt = cursor.u32();
            long vectorAt = cursor.u32();
            if ((nameAt != 0 || vectorAt != 0) && endsWith(constantsAt + nameAt, wanted.last())) {
                addUnits(constantsAt + vectorAt, units);
            }
        }
        var result = new ArrayList<IndexEntry>();
        for (long unit : units) {
            result.addAll(scan(unit).find(name));
        }
        return result;
    }

    @Override
    public void forEach(EntryKind kind, Predicate<String> wanted, Consumer<IndexEntry> action) {
        Set<Long> units = new TreeSet<>();
        for (long slot = 0; slot < slots; slot++) {
            ByteCursor cursor = section.at(symbolsAt + slot * 8);
            long nameAt = cursor.u32();
            long vectorAt = cursor.u32();
            if ((nameAt != 0 || vectorAt != 0)
                    && wanted.test(section.at(constantsAt + nameAt).string())) {
                addUnits(constantsAt + vectorAt, units);
            }
        }
        for (long unit : units) {
            scan(unit).forEach(kind, wanted, action);
        }
    }

    private boolean endsWith(long offset, String last) {
        String name = section.at(offset).string();
        return QualifiedName.matches(last, QualifiedName.parse(name).last());
    }

    private void addUnits(long offset, Set<Long> units) {
        ByteCursor cursor = section.at(offset);
        long count = cursor.u32();
        for (long i = 0; i < count; i++) {
            units.add(cursor.u32() & UNIT_MASK);
        }
    }

    private NameIndex scan(long number) {
        NameIndex known = scanned.get(number);
        if (known == null) {
            known = new IndexBuilder(dwarf, unit(number)).build();
            scanned.put(number, known);
        }
        return known;
    }

    private Unit unit(long number) {
        Optional<Unit> unit;
        if (number < unitCount) {
            unit = dwarf.unitContaining(section.at(unitsAt + number * 16).u64());
        } else if (number < unitCount + typeUnitCount) {
            unit = dwarf.typeUnit(
                    section.at(typeUnitsAt + (number - unitCount) * 24 + 16).u64());
        } else {
            throw new FormatException(SECTION, unitsAt, "no unit " + number);
        }
        return unit.orElseThrow(() -> new FormatException(SECTION, unitsAt, "unit " + number + " is not there"));
    }
}

package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The units of a file, found by offset or by signature. */
final class UnitTable {
    private final List<Unit> units;
    private final int infoCount;
    private final Map<Long, Unit> typeUnits = new HashMap<>();

    private UnitTable(List<Unit> units, int infoCount) {
        this.units = List.copyOf(units);
        this.infoCount = infoCount;
        for (Unit unit : units) {
            if (unit.header().isTypeUnit()) {
                typeUnits.putIfAbsent(unit.header().signature(), unit);
            }
        }
    }

    static UnitTable read(Dwarf dwarf) {
        var units = new ArrayList<Unit>();
        read(dwarf, ".debug_info", units);
        int infoCount = units.size();
        read(dwarf, ".debug_types", units);
        return new UnitTable(units, infoCount);
    }

    private static void read(Dwarf dwarf, String section, List<Unit> units) {
        ByteCursor cursor = dwarf.sections().cursor(section, 0);
        boolean types = section.equals(".debug_types");
        while (cursor.hasRemaining()) {
            long offset = cursor.position();
            try {
                long end = UnitHeader.endOf(cursor);
                cursor.seek(offset);
                try {
                    units.add(new Unit(dwarf, section, UnitHeader.read(cursor, types)));
                } catch (FormatException e) {
                    // Its length is sound, so the next unit can be found.
                    dwarf.report(e);
                }
                cursor.seek(end);
            } catch (FormatException e) {
                dwarf.report(e);
                return;
            }
        }
    }

    List<Unit> units() {
        return units;
    }

    Optional<Unit> typeUnit(long signature) {
        return Optional.ofNullable(typeUnits.get(signature));
    }

    Optional<Unit> containing(long infoOffset) {
        int low = 0;
        int high = infoCount;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (units.get(middle).offset() <= infoOffset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return Optional.empty();
        }
        Unit unit = units.get(low - 1);
        return infoOffset < unit.header().end() ? Optional.of(unit) : Optional.empty();
    }
}

package dev.sonde.debuginfo.dwarf;

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
        var walk = new UnitWalk(dwarf, dwarf::report);
        for (Optional<Unit> unit = walk.next(); unit.isPresent(); unit = walk.next()) {
            units.add(unit.get());
        }
        int infoCount = (int) units.stream()
                .filter(unit -> unit.section().equals(".debug_info"))
                .count();
        return new UnitTable(units, infoCount);
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

package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The units of a file by the numbers that the index uses: its own, and behind them those of the supplementary file. */
final class UnitList {
    private final Dwarf dwarf;
    private volatile @Nullable List<Unit> units;

    UnitList(Dwarf dwarf) {
        this.dwarf = dwarf;
    }

    List<Unit> all() {
        List<Unit> known = units;
        if (known == null) {
            List<Unit> found = new ArrayList<>(dwarf.units());
            dwarf.supplementary().ifPresent(file -> found.addAll(file.units()));
            known = List.copyOf(found);
            units = known;
        }
        return known;
    }

    /**
     * The unit that entries are in whose number is {@code number}: the split one when that is a skeleton.
     *
     * @param part 0, or which of the split file's {@link Dwarf#typeUnits} from 1 on
     * @throws FormatException when there is none
     */
    Unit unit(int number, int part) {
        List<Unit> list = all();
        if (number < 0 || number >= list.size()) {
            throw new FormatException("index", 0, "no unit " + number);
        }
        Unit unit = list.get(number).full();
        if (part == 0) {
            return unit;
        }
        List<Unit> parts = unit.dwarf().typeUnits();
        if (part > parts.size()) {
            throw new FormatException("index", 0, "no part " + part + " of unit " + number);
        }
        return parts.get(part - 1);
    }
}

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
     * @throws FormatException when there is none
     */
    Unit unit(int number) {
        List<Unit> list = all();
        if (number < 0 || number >= list.size()) {
            throw new FormatException("index", 0, "no unit " + number);
        }
        return list.get(number).full();
    }
}

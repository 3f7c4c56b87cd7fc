package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.line.LineRow;
import dev.sonde.debuginfo.dwarf.line.LineTable;
import dev.sonde.debuginfo.dwarf.line.LineTables;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the functions at an address: the one whose code it is, and those it was inlined through.
 *
 * <p>What a unit needs is read when one of its addresses is first asked for, and kept while memory allows. Thread-safe.
 *
 * <p>Source: DWARF 5 section 3.3.8.
 */
public final class FunctionLookup {
    private final Dwarf dwarf;
    private final LineTables lineTables;
    private final ConcurrentHashMap<Unit, SoftReference<FunctionMap>> maps = new ConcurrentHashMap<>();

    /** Looks in {@code dwarf}, with line tables of its own. */
    public FunctionLookup(Dwarf dwarf) {
        this(dwarf, new LineTables());
    }

    /** Looks in {@code dwarf}, with line tables that others may share. */
    public FunctionLookup(Dwarf dwarf, LineTables lineTables) {
        this.dwarf = dwarf;
        this.lineTables = lineTables;
    }

    /**
     * The functions at a file address, the innermost first; the last one is not inlined. Where only the line is known
     * there is one frame without a function, and nothing where nothing is known.
     *
     * @throws FormatException when what describes the address is malformed
     */
    public List<SourceFrame> frames(long address) {
        Optional<Unit> unit = dwarf.unitFor(address);
        if (unit.isEmpty()) {
            return List.of();
        }
        LineTable lines = lineTables.forUnit(unit.get()).orElse(null);
        LineRow row = lines == null ? null : lines.rowFor(address).orElse(null);
        String file = lines == null || row == null ? "" : lines.path(row.file()).orElse("");
        int line = row == null ? 0 : row.line();
        int column = row == null ? 0 : row.column();
        FunctionMap.Function function = map(unit.get()).find(address);
        if (function == null) {
            return row == null
                    ? List.of()
                    : List.of(new SourceFrame(Optional.empty(), "", Optional.empty(), file, line, column, false));
        }
        var frames = new ArrayList<SourceFrame>();
        for (FunctionMap.Function at = function; at != null; at = at.outer) {
            FunctionMap.Names names = at.names();
            frames.add(new SourceFrame(
                    Optional.of(at.die), names.name(), names.linkageName(), file, line, column, at.inlined()));
            if (at.inlined()) {
                file = callFile(at.die, lines);
                line = number(at.die, DwAt.DW_AT_call_line);
                column = number(at.die, DwAt.DW_AT_call_column);
            }
        }
        return frames;
    }

    /** The innermost function at a file address, inlined or not. */
    public Optional<Die> innermost(long address) {
        return function(address).map(function -> function.die);
    }

    /** The function whose code is at a file address, which is not inlined. */
    public Optional<Die> outermost(long address) {
        return function(address).map(function -> {
            FunctionMap.Function at = function;
            for (FunctionMap.Function outer = at.outer; outer != null; outer = at.outer) {
                at = outer;
            }
            return at.die;
        });
    }

    private Optional<FunctionMap.Function> function(long address) {
        return dwarf.unitFor(address)
                .flatMap(unit -> Optional.ofNullable(map(unit).find(address)));
    }

    private static String callFile(Die inlined, @Nullable LineTable lines) {
        return lines == null
                ? ""
                : lines.path(number(inlined, DwAt.DW_AT_call_file)).orElse("");
    }

    private static int number(Die die, int attribute) {
        long value = die.constant(attribute).orElse(0);
        return value < 0 || value > Integer.MAX_VALUE ? 0 : (int) value;
    }

    private FunctionMap map(Unit unit) {
        SoftReference<FunctionMap> kept = maps.get(unit);
        FunctionMap map = kept == null ? null : kept.get();
        if (map == null) {
            map = FunctionMap.of(unit.full());
            maps.put(unit, new SoftReference<>(map));
        }
        return map;
    }
}

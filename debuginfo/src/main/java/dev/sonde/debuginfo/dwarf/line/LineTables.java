package dev.sonde.debuginfo.dwarf.line;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Unit;
import java.lang.ref.SoftReference;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the line tables of units while memory allows. Thread-safe. */
public final class LineTables {
    private final ConcurrentHashMap<Unit, SoftReference<LineTable>> tables = new ConcurrentHashMap<>();

    /** No tables yet. */
    public LineTables() {}

    /**
     * The table of a unit; empty when it has none.
     *
     * @throws FormatException when it is malformed
     */
    public Optional<LineTable> forUnit(Unit unit) {
        SoftReference<LineTable> kept = tables.get(unit);
        LineTable table = kept == null ? null : kept.get();
        if (table != null) {
            return Optional.of(table);
        }
        Optional<LineTable> read = LineTable.of(unit);
        read.ifPresent(t -> tables.put(unit, new SoftReference<>(t)));
        return read;
    }
}

package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.dwarf.line.LineRow;
import dev.sonde.debuginfo.dwarf.line.LineTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Finds the code of a line in every module. */
final class LineSearch {
    private final Modules modules;
    private final String file;
    private final int line;

    LineSearch(Modules modules, String file, int line) {
        this.modules = modules;
        this.file = file;
        this.line = line;
    }

    /**
     * The rows where the code of the line starts, one for each function that has some; where the line has no code,
     * those of the next line that has some.
     */
    List<LineRange> find() {
        int best = Integer.MAX_VALUE;
        for (LoadedModule module : modules.all()) {
            SourceInformation source = module.sourceWithFile(file).orElse(null);
            if (source == null) {
                continue;
            }
            for (SourceFile candidate : source.filesNamed(file)) {
                OptionalInt next = source.lines(candidate.unit())
                        .map(table -> table.lineAtOrAfter(candidate.number(), line))
                        .orElse(OptionalInt.empty());
                if (next.isPresent()) {
                    best = Math.min(best, next.getAsInt());
                }
            }
        }
        List<LineRange> found = new ArrayList<>();
        Set<Object> functions = new HashSet<>();
        for (LoadedModule module : modules.all()) {
            int wanted = best;
            module.sourceWithFile(file).ifPresent(source -> collect(module, source, wanted, found, functions));
        }
        return found;
    }

    private void collect(
            LoadedModule module, SourceInformation source, int wanted, List<LineRange> found, Set<Object> functions) {
        for (SourceFile candidate : source.filesNamed(file)) {
            LineTable table = source.lines(candidate.unit()).orElse(null);
            if (table == null) {
                continue;
            }
            for (LineRow row : table.rowsFor(candidate.number(), wanted)) {
                Object owner =
                        source.functionAt(row.address()).<Object>map(die -> die).orElse(row);
                if (functions.add(owner)) {
                    found.add(source.range(candidate.unit(), table, row, module.bias()));
                }
            }
        }
    }
}

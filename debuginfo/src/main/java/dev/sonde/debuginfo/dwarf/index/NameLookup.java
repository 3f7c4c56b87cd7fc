package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Dwarf;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Finds the things of a file by name. */
public interface NameLookup {
    /**
     * The things with a name, in the order of the file.
     *
     * @param name the name, perhaps with some or all of its scopes ({@code malloc}, {@code os::malloc}, {@code
     *     ::main}). Template arguments and inline or unnamed namespaces may be left out; a list of parameters is not
     *     looked at
     */
    List<IndexEntry> find(String name);

    /**
     * Visits the things of one kind whose names are wanted, in no particular order; a thing that an index names twice, twice.
     * What an index says of names is tested before entries are read.
     *
     * @param wanted is asked with names and all of their scopes; what it throws ends the visit
     */
    void forEach(EntryKind kind, Predicate<String> wanted, Consumer<IndexEntry> action);

    /**
     * The quickest way to look up names in a file without a kept index: {@code .debug_names} if it covers all units,
     * else {@code .gdb_index}, else an index built now. An index of the file that is malformed is not used.
     *
     * @throws java.util.concurrent.CancellationException when {@code progress} says so
     */
    static NameLookup of(Dwarf dwarf, BuildProgress progress) {
        try {
            Optional<DebugNames> names = DebugNames.of(dwarf);
            if (names.isPresent() && names.get().complete()) {
                return names.get();
            }
            Optional<GdbIndex> gdb = GdbIndex.of(dwarf);
            if (gdb.isPresent()) {
                return gdb.get();
            }
        } catch (FormatException e) {
            // The entries themselves say the same, and building an index reports what is wrong with them.
            return NameIndex.build(dwarf, progress);
        }
        return NameIndex.build(dwarf, progress);
    }
}

package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which version each dynamic symbol has: {@code .gnu.version} gives a number per symbol, {@code .gnu.version_d} and
 * {@code .gnu.version_r} what the numbers mean (Linux Standard Base Core, "Symbol Versioning").
 */
final class SymbolVersions {
    static final SymbolVersions NONE = new SymbolVersions(MemorySegment.NULL, Map.of());

    private static final String VERSYM = ".gnu.version";
    private static final String VERDEF = ".gnu.version_d";
    private static final String VERNEED = ".gnu.version_r";
    private static final int VERSYM_HIDDEN = 0x8000;
    private static final int VERSYM_INDEX = 0x7fff;
    /** Index 0 is local and 1 is global without a version. */
    private static final int FIRST_NAMED = 2;
    /** The entries of all lists: an index has 15 bits, so that more of them only repeat. */
    private static final int MAX_ENTRIES = 1 << 16;

    private final MemorySegment indexes;
    private final Map<Integer, SymbolVersion> versions;

    private SymbolVersions(MemorySegment indexes, Map<Integer, SymbolVersion> versions) {
        this.indexes = indexes;
        this.versions = versions;
    }

    /** Reads the three tables; an absent one is null. */
    static SymbolVersions read(
            @Nullable MemorySegment versym,
            @Nullable MemorySegment verdef,
            @Nullable MemorySegment verneed,
            MemorySegment strings) {
        if (versym == null) {
            return NONE;
        }
        Map<Integer, SymbolVersion> versions = new HashMap<>();
        if (verdef != null) {
            readDefinitions(verdef, strings, versions);
        }
        if (verneed != null) {
            readNeeds(verneed, strings, versions);
        }
        return new SymbolVersions(versym, versions);
    }

    /** The version of the symbol at {@code symbolIndex} of the dynamic symbol table. */
    Optional<SymbolVersion> of(int symbolIndex) {
        long offset = 2L * symbolIndex;
        if (offset + 2 > indexes.byteSize()) {
            return Optional.empty();
        }
        int entry = ByteCursor.of(VERSYM, indexes).at(offset).u16();
        SymbolVersion version = versions.get(entry & VERSYM_INDEX);
        if (version == null) {
            return Optional.empty();
        }
        boolean isDefault = (entry & VERSYM_HIDDEN) == 0 && version.library().isEmpty();
        return Optional.of(
                isDefault == version.isDefault()
                        ? version
                        : new SymbolVersion(version.name(), isDefault, version.library()));
    }

    private static void readDefinitions(
            MemorySegment verdef, MemorySegment strings, Map<Integer, SymbolVersion> versions) {
        ByteCursor cursor = ByteCursor.of(VERDEF, verdef);
        for (int entries = 0; ; entries++) {
            long start = cursor.position();
            check(VERDEF, start, cursor.u16(), entries);
            cursor.skip(2);
            int index = cursor.u16();
            cursor.skip(6);
            long aux = cursor.u32();
            long next = cursor.u32();
            if (index >= FIRST_NAMED) {
                // The first name is the version itself; further ones are its ancestors.
                String name = Strings.orCorrupt(strings, cursor.at(start + aux).u32());
                versions.put(index & VERSYM_INDEX, new SymbolVersion(name, true, Optional.empty()));
            }
            if (next == 0) {
                return;
            }
            cursor.seek(start + next);
        }
    }

    private static void readNeeds(MemorySegment verneed, MemorySegment strings, Map<Integer, SymbolVersion> versions) {
        ByteCursor cursor = ByteCursor.of(VERNEED, verneed);
        int entries = 0;
        while (true) {
            long start = cursor.position();
            check(VERNEED, start, cursor.u16(), entries++);
            int count = cursor.u16();
            String library = Strings.orCorrupt(strings, cursor.u32());
            long aux = start + cursor.u32();
            long next = cursor.u32();
            for (int i = 0; i < count; i++) {
                check(VERNEED, aux, 1, entries++);
                ByteCursor item = cursor.at(aux);
                item.skip(6);
                int index = item.u16();
                String name = Strings.orCorrupt(strings, item.u32());
                versions.put(index & VERSYM_INDEX, new SymbolVersion(name, false, Optional.of(library)));
                long nextAux = item.u32();
                if (nextAux == 0) {
                    break;
                }
                aux += nextAux;
            }
            if (next == 0) {
                return;
            }
            cursor.seek(start + next);
        }
    }

    private static void check(String part, long offset, int version, int entries) {
        if (version != 1) {
            throw new FormatException(part, offset, "version " + version + " of this table is not known");
        }
        if (entries >= MAX_ENTRIES) {
            throw new FormatException(part, offset, "more than " + MAX_ENTRIES + " entries");
        }
    }
}

package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dynamic symbol table through the program headers alone, as the dynamic linker does, for a file whose
 * section headers were stripped.
 */
final class DynamicTables {
    private final ElfFile file;
    private final List<DynamicEntry> entries;

    DynamicTables(ElfFile file, List<DynamicEntry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /** The dynamic string table, empty if there is none. */
    MemorySegment strings() {
        MemorySegment strings = table(ElfConstants.DT_STRTAB);
        OptionalLong size = DynamicSection.value(entries, ElfConstants.DT_STRSZ);
        if (strings == null || size.isEmpty()) {
            return MemorySegment.NULL;
        }
        return HeaderTables.slice(".dynstr", strings, 0, size.getAsLong());
    }

    SymbolTable symbols() {
        MemorySegment symbols = table(ElfConstants.DT_SYMTAB);
        if (symbols == null) {
            return new SymbolTable(".dynsym", SymbolTable.Source.EMPTY);
        }
        MemorySegment strings = strings();
        SymbolVersions versions = SymbolVersions.read(
                table(ElfConstants.DT_VERSYM), table(ElfConstants.DT_VERDEF), table(ElfConstants.DT_VERNEED), strings);
        MemorySegment entries = HeaderTables.slice(".dynsym", symbols, 0, SymbolTable.ENTRY_SIZE * count(symbols));
        return new SymbolTable(
                ".dynsym", new SymbolTable.Source(entries, strings, MemorySegment.NULL, versions, List.of(), false));
    }

    /** How many dynamic symbols there are, which only the hash tables tell. */
    private long count(MemorySegment symbols) {
        MemorySegment hash = table(ElfConstants.DT_HASH);
        if (hash != null) {
            return ByteCursor.of(".hash", hash).at(4).u32();
        }
        MemorySegment gnuHash = table(ElfConstants.DT_GNU_HASH);
        if (gnuHash != null) {
            return countByGnuHash(gnuHash);
        }
        throw new FormatException(
                DynamicSection.PART,
                0,
                "no hash table tells how many of the " + symbols.byteSize() / SymbolTable.ENTRY_SIZE
                        + " possible dynamic symbols there are");
    }

    private static long countByGnuHash(MemorySegment hash) {
        ByteCursor cursor = ByteCursor.of(".gnu.hash", hash);
        long buckets = cursor.u32();
        long firstHashed = cursor.u32();
        long bloomWords = cursor.u32();
        cursor.skip(4 + 8 * bloomWords);
        long last = 0;
        for (long i = 0; i < buckets; i++) {
            last = Math.max(last, cursor.u32());
        }
        if (last < firstHashed) {
            return firstHashed;
        }
        // The chain of the last bucket ends with the last symbol, marked by its lowest bit.
        cursor.skip(4 * (last - firstHashed));
        while ((cursor.u32() & 1) == 0) {
            last++;
        }
        return last + 1;
    }

    /** The bytes of the file from the address that {@code tag} gives up to the end of the segment. */
    private @Nullable MemorySegment table(long tag) {
        OptionalLong address = DynamicSection.value(entries, tag);
        return address.isEmpty() ? null : file.bytesFrom(address.getAsLong()).orElse(null);
    }
}

package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the dynamic linker reads first: needed libraries and where the tables for it lie (gABI chapter 5, "Dynamic
 * Section").
 */
public final class DynamicSection {
    static final String PART = ".dynamic";
    private static final int ENTRY_SIZE = 16;

    private final List<DynamicEntry> entries;
    private final MemorySegment strings;

    private DynamicSection(List<DynamicEntry> entries, MemorySegment strings) {
        this.entries = entries;
        this.strings = strings;
    }

    static List<DynamicEntry> readEntries(MemorySegment bytes) {
        List<DynamicEntry> entries = new ArrayList<>();
        ByteCursor cursor = ByteCursor.of(PART, bytes);
        while (cursor.remaining() >= ENTRY_SIZE) {
            long tag = cursor.u64();
            if (tag == ElfConstants.DT_NULL) {
                break;
            }
            entries.add(new DynamicEntry(tag, cursor.u64()));
        }
        return List.copyOf(entries);
    }

    static DynamicSection of(List<DynamicEntry> entries, MemorySegment strings) {
        return new DynamicSection(entries, strings);
    }

    /** The entries up to {@code DT_NULL}, in the order of the file. */
    public List<DynamicEntry> entries() {
        return entries;
    }

    /** The value of the first entry tagged {@code tag}. */
    public OptionalLong value(long tag) {
        return value(entries, tag);
    }

    static OptionalLong value(List<DynamicEntry> entries, long tag) {
        return entries.stream()
                .filter(entry -> entry.tag() == tag)
                .mapToLong(DynamicEntry::value)
                .findFirst();
    }

    /** The names of the shared objects that the file needs ({@code DT_NEEDED}). */
    public List<String> needed() {
        return entries.stream()
                .filter(entry -> entry.tag() == ElfConstants.DT_NEEDED)
                .map(entry -> Strings.orCorrupt(strings, entry.value()))
                .toList();
    }

    /** The name under which others need this shared object ({@code DT_SONAME}). */
    public Optional<String> soname() {
        return string(ElfConstants.DT_SONAME);
    }

    /** Where its libraries are searched ({@code DT_RUNPATH}), with {@code $ORIGIN} as it stands. */
    public Optional<String> runpath() {
        return string(ElfConstants.DT_RUNPATH);
    }

    /** Where its libraries and theirs are searched ({@code DT_RPATH}), with {@code $ORIGIN} as it stands. */
    public Optional<String> rpath() {
        return string(ElfConstants.DT_RPATH);
    }

    private Optional<String> string(long tag) {
        OptionalLong offset = value(tag);
        return offset.isPresent() ? Optional.of(Strings.orCorrupt(strings, offset.getAsLong())) : Optional.empty();
    }
}

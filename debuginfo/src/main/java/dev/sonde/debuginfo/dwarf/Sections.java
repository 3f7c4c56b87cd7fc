package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sections of one file, asked for once each. A package file's units see their parts of them. */
final class Sections {
    private static final MemorySegment EMPTY =
            MemorySegment.ofArray(new byte[0]).asReadOnly();

    private final SectionSource source;
    private final String suffix;
    private final ConcurrentHashMap<String, Optional<MemorySegment>> known = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, MemorySegment> growing = new ConcurrentHashMap<>();

    /**
     * @param suffix what names of sections end with: {@code .dwo} in split files, else empty
     */
    Sections(SectionSource source, String suffix) {
        this.source = source;
        this.suffix = suffix;
    }

    String suffix() {
        return suffix;
    }

    /** The name in the file, with the suffix of split units; called for every entry that is read. */
    String fullName(String name) {
        return suffix.isEmpty() ? name : name + suffix;
    }

    Optional<MemorySegment> find(String name) {
        Optional<MemorySegment> section = known.get(name);
        return section != null ? section : known.computeIfAbsent(name, n -> source.section(n + suffix));
    }

    /** The section, perhaps not yet filled, or no bytes. */
    MemorySegment growing(String name) {
        return growing.computeIfAbsent(
                name, n -> source.growingSection(n + suffix).orElse(EMPTY));
    }

    void await(String name, long end) {
        source.await(name + suffix, end);
    }

    boolean isComplete(String name) {
        return source.isComplete(name + suffix);
    }

    void read(String name, long offset, byte[] target, int length) {
        source.read(name + suffix, offset, target, length);
    }

    /** The section, filled at least up to {@code end}, or no bytes. */
    MemorySegment prefix(String name, long end) {
        await(name, end);
        return growing(name);
    }

    /** The section, or no bytes. */
    MemorySegment bytes(String name) {
        return find(name).orElse(EMPTY);
    }

    /** A cursor at an offset of a section that may be missing, which counts as empty. */
    ByteCursor cursor(String name, long offset) {
        ByteCursor cursor = ByteCursor.of(fullName(name), bytes(name));
        cursor.seek(offset);
        return cursor;
    }

    String string(String name, long offset) {
        if (find(name).isEmpty()) {
            throw new FormatException(name + suffix, offset, "the section is missing");
        }
        return cursor(name, offset).string();
    }
}

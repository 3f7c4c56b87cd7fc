package dev.sonde.engine.corefile;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.ElfHeader;
import dev.sonde.debuginfo.elf.Segment;
import dev.sonde.engine.error.DebugException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A core file, mapped: the parts of memory that it has, and its notes. Of the file only what is asked for is read.
 *
 * <p>Source: gABI chapters 4 and 5; core(5).
 */
final class CoreFile {
    /** More mappings than any process has; what counts more is damaged, and would take up memory. */
    private static final long MOST_SEGMENTS = 1 << 22;

    private static final int SECTION_INFO = 44;

    private final Path path;
    private final ElfFile elf;
    private final List<CoreSegment> segments = new ArrayList<>();
    private final CoreNotes notes = new CoreNotes();
    private final List<String> warnings = new ArrayList<>();

    private CoreFile(Path path, ElfFile elf) {
        this.path = path;
        this.elf = elf;
    }

    /**
     * Maps a core file and reads its headers and notes.
     *
     * @throws DebugException if there is no such file, or it is no core file of an x86-64 program, or none of its threads is
     *     there
     */
    static CoreFile open(Path path) {
        if (!Files.exists(path)) {
            throw new DebugException(path + ": No such file or directory.");
        }
        try {
            CoreFile core = new CoreFile(path, ElfFile.open(path));
            core.read();
            return core;
        } catch (FormatException e) {
            throw new DebugException(noCore(path) + e.reason());
        } catch (IOException e) {
            throw new DebugException(noCore(path) + e.getMessage());
        }
    }

    private static String noCore(Path path) {
        return "\"" + path + "\" is not a core dump: ";
    }

    private void read() {
        ElfHeader header = elf.header();
        if (header.type() != ElfConstants.ET_CORE) {
            throw new DebugException(noCore(path) + "it is another kind of ELF file");
        }
        if (!header.isX86_64()) {
            throw new DebugException(noCore(path) + "it is of a program for another machine than x86-64 (e_machine "
                    + header.machine() + ")");
        }
        long count = segmentCount(header);
        if (count > MOST_SEGMENTS) {
            throw new DebugException(noCore(path) + count + " program headers are more than any program has");
        }
        long size = elf.bytes().byteSize();
        long expected = 0;
        long missing = 0;
        boolean notesCut = false;
        int index = -1;
        for (Segment segment : elf.segments()) {
            index++;
            long offset = segment.offset();
            long there = offset < 0 || offset > size ? 0 : Math.clamp(segment.fileSize(), 0, size - offset);
            if (segment.fileSize() > 0 && offset >= 0 && there < segment.fileSize()) {
                expected = Math.max(expected, offset + segment.fileSize());
                missing += segment.fileSize() - there;
                notesCut |= segment.type() == ElfConstants.PT_NOTE;
            }
            switch (segment.type()) {
                case ElfConstants.PT_NOTE ->
                    notes.read(elf.bytes().asSlice(Math.clamp(offset, 0, size), there), segment.alignment());
                case ElfConstants.PT_LOAD -> segments.add(new CoreSegment(index, segment, there));
                default -> {} // nothing else is in a core file
            }
        }
        if (missing > 0) {
            warnings.add("core file may be truncated: expected core file size >= " + expected + ", found: " + size
                    + ".\n" + missing + " bytes of " + (notesCut ? "notes and memory" : "memory") + " are missing.");
        }
        warnings.addAll(notes.warnings());
        if (notes.threads().isEmpty()) {
            throw new DebugException(
                    noCore(path) + "it has no thread" + (warnings.isEmpty() ? "" : "; " + String.join("; ", warnings)));
        }
    }

    /** The count where it is too large for the ELF header; elsewhere the reader of the table looks after itself. */
    private long segmentCount(ElfHeader header) {
        long at = header.sectionHeaderOffset() + SECTION_INFO;
        return header.programHeaderCount() == ElfConstants.PN_XNUM
                        && at > SECTION_INFO
                        && at <= elf.bytes().byteSize() - Integer.BYTES
                ? Integer.toUnsignedLong(elf.bytes().get(CoreLayout.INT, at))
                : header.programHeaderCount();
    }

    Path path() {
        return path;
    }

    /** The whole file. */
    MemorySegment bytes() {
        return elf.bytes();
    }

    /** The memory that the process had, in the order of the file. */
    List<CoreSegment> segments() {
        return segments;
    }

    CoreNotes notes() {
        return notes;
    }

    /** What is missing or makes no sense, as sentences for the user. */
    List<String> warnings() {
        return warnings;
    }
}

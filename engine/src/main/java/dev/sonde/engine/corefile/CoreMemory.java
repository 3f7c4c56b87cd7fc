package dev.sonde.engine.corefile;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.BuildId;
import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Note;
import dev.sonde.debuginfo.elf.Segment;
import dev.sonde.engine.inferior.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The memory that a core file has, and what it leaves out because it is in files.
 *
 * <p>In gdb's order: what the core file has; what was mapped from a file, if that file is found; zeros for memory that was
 * there and that neither tells of. What a truncated core file lacks comes from the file that was mapped there if the program
 * could not write to it.
 */
final class CoreMemory implements Memory {
    private final MemorySegment core;
    private final List<CoreSegment> segments;
    private final List<CoreMapping> mappings;
    private final BackingFiles files;
    private final Map<String, Optional<BuildId>> buildIds = new ConcurrentHashMap<>();

    CoreMemory(CoreFile file, BackingFiles files) {
        core = file.bytes();
        segments = file.segments().stream()
                .filter(CoreSegment::isSane)
                .sorted(Comparator.comparing(CoreSegment::start, Long::compareUnsigned))
                .toList();
        mappings = file.notes().mappings();
        this.files = files;
    }

    /** In the order of their addresses. */
    List<CoreSegment> segments() {
        return segments;
    }

    @Override
    public long read(long address, MemorySegment into) {
        long done = 0;
        while (done < into.byteSize()) {
            MemorySegment rest = into.asSlice(done);
            long length = readPiece(address + done, rest);
            if (length == 0) {
                break;
            }
            done += length;
        }
        return done;
    }

    @Override
    public long write(long address, MemorySegment from) {
        return 0;
    }

    /** Reads as much as comes from one place. */
    private long readPiece(long address, MemorySegment into) {
        Optional<CoreSegment> segment = segmentAt(address);
        if (segment.isEmpty()) {
            return outside(address, into);
        }
        CoreSegment found = segment.get();
        long offset = address - found.start();
        if (offset < found.available()) {
            return copy(core.asSlice(found.header().offset() + offset, found.available() - offset), into);
        }
        long left = found.end() - address;
        MemorySegment wanted = into.asSlice(0, Math.min(into.byteSize(), left));
        if (offset < found.header().fileSize()) {
            // Cut off.
            return found.header().isWritable() ? 0 : outside(address, wanted);
        }
        if (mappingAt(address).isPresent()) {
            return outside(address, wanted);
        }
        MemorySegment loaded = files.loaded(address);
        if (loaded.byteSize() > 0) {
            return copy(loaded, wanted);
        }
        // Up to the page that may be another's.
        MemorySegment zeros = wanted.asSlice(0, Math.min(wanted.byteSize(), toEndOfPage(address)));
        zeros.fill((byte) 0);
        return zeros.byteSize();
    }

    private static long toEndOfPage(long address) {
        return CoreLayout.PAGE - (address & (CoreLayout.PAGE - 1));
    }

    /** What is not in the core file. */
    private long outside(long address, MemorySegment into) {
        Optional<CoreMapping> mapping = mappingAt(address);
        if (mapping.isEmpty()) {
            return copy(files.loaded(address), into);
        }
        CoreMapping found = mapping.get();
        MemorySegment wanted = into.asSlice(0, Math.min(into.byteSize(), found.end() - address));
        Optional<MemorySegment> contents = files.contents(found.path(), buildId(found.path()));
        if (contents.isEmpty()) {
            return 0;
        }
        long offset = found.offset() + address - found.start();
        long size = contents.get().byteSize();
        if (offset < 0 || offset >= (size + CoreLayout.PAGE - 1 & -CoreLayout.PAGE)) {
            return 0;
        }
        if (offset < size) {
            return copy(contents.get().asSlice(offset), wanted);
        }
        MemorySegment zeros = wanted.asSlice(0, Math.min(wanted.byteSize(), toEndOfPage(address)));
        zeros.fill((byte) 0); // behind the end of the file, in its last page
        return zeros.byteSize();
    }

    private static long copy(MemorySegment from, MemorySegment into) {
        long length = Math.min(from.byteSize(), into.byteSize());
        MemorySegment.copy(from, 0, into, 0, length);
        return length;
    }

    private Optional<CoreSegment> segmentAt(long address) {
        int low = 0;
        int high = segments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(segments.get(middle).start(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && Long.compareUnsigned(address, segments.get(low - 1).end()) < 0
                ? Optional.of(segments.get(low - 1))
                : Optional.empty();
    }

    /** The file that was mapped at {@code address}. */
    Optional<CoreMapping> mappingAt(long address) {
        int low = 0;
        int high = mappings.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(mappings.get(middle).start(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && mappings.get(low - 1).contains(address)
                ? Optional.of(mappings.get(low - 1))
                : Optional.empty();
    }

    /** The build-id of a mapped ELF file, which the kernel writes with its first page. */
    Optional<BuildId> buildId(String path) {
        return buildIds.computeIfAbsent(path, this::readBuildId);
    }

    private Optional<BuildId> readBuildId(String path) {
        return mappings.stream()
                .filter(mapping -> mapping.offset() == 0 && mapping.path().equals(path))
                .findFirst()
                .flatMap(mapping -> segmentAt(mapping.start()))
                .filter(segment -> segment.available() > 0)
                .flatMap(segment -> buildIdIn(core.asSlice(segment.header().offset(), segment.available())));
    }

    private static Optional<BuildId> buildIdIn(MemorySegment image) {
        try {
            ElfFile elf = ElfFile.of("memory", image);
            for (Segment segment : elf.segments()) {
                if (segment.type() == ElfConstants.PT_NOTE) {
                    ByteCursor cursor = ByteCursor.of("notes", elf.bytes(segment));
                    while (Note.isNext(cursor)) {
                        Note note = Note.read(cursor, segment.alignment());
                        if (note.type() == ElfConstants.NT_GNU_BUILD_ID
                                && note.name().equals("GNU")) {
                            return Optional.of(BuildId.of(note.descriptor().toArray(ValueLayout.JAVA_BYTE)));
                        }
                    }
                }
            }
        } catch (FormatException e) {
            return Optional.empty(); // most mapped files are data, and of some the first page does not have the note
        }
        return Optional.empty();
    }
}

package dev.sonde.engine.corefile;

import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.inferior.ProcessInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a core file tells about its process. */
final class CoreProcessInfo implements ProcessInfo {
    private static final int LONGEST_PATH = 4096;
    private static final String NO_DEVICE = "00:00";
    private static final long AT_EXECFN = 31;

    private final CoreNotes notes;
    private final CoreMemory memory;
    private final BackingFiles files;
    private final long stack;
    private final List<MemoryRegion> regions;

    /** @param stack an address in the stack of the thread that received the signal */
    CoreProcessInfo(CoreFile core, CoreMemory memory, BackingFiles files, long stack) {
        notes = core.notes();
        this.memory = memory;
        this.files = files;
        this.stack = stack;
        regions = List.copyOf(readRegions());
    }

    /** The memory that there was, and files that were mapped where the core file has nothing. */
    private List<MemoryRegion> readRegions() {
        OptionalLong vdso = notes.auxiliaryVector().value(AuxiliaryVector.AT_SYSINFO_EHDR);
        List<MemoryRegion> found = new ArrayList<>();
        for (CoreSegment segment : memory.segments()) {
            Optional<CoreMapping> mapping = memory.mappingAt(segment.start());
            found.add(region(
                    segment.start(),
                    segment.end(),
                    permissions(segment),
                    mapping.map(file -> file.offset() + segment.start() - file.start())
                            .orElse(0L),
                    mapping.map(CoreMapping::path).orElseGet(() -> name(segment, vdso))));
        }
        List<MemoryRegion> dumped = List.copyOf(found);
        int next = 0;
        for (CoreMapping mapping : notes.mappings()) {
            while (next < dumped.size() && Long.compareUnsigned(dumped.get(next).end(), mapping.start()) <= 0) {
                next++;
            }
            if (next == dumped.size() || Long.compareUnsigned(dumped.get(next).start(), mapping.end()) >= 0) {
                // Nothing tells what the program might do there.
                found.add(region(mapping.start(), mapping.end(), "r-xp", mapping.offset(), mapping.path()));
            }
        }
        found.sort(Comparator.comparing(MemoryRegion::start, Long::compareUnsigned));
        return found;
    }

    private static MemoryRegion region(long start, long end, String permissions, long offset, String name) {
        return new MemoryRegion(start, end, permissions, offset, NO_DEVICE, 0, name);
    }

    private static String permissions(CoreSegment segment) {
        return (segment.header().isReadable() ? "r" : "-")
                + (segment.header().isWritable() ? "w" : "-")
                + (segment.header().isExecutable() ? "x" : "-")
                + "p";
    }

    private String name(CoreSegment segment, OptionalLong vdso) {
        if (vdso.isPresent() && vdso.getAsLong() == segment.start()) {
            return "[vdso]";
        }
        boolean holdsStack = Long.compareUnsigned(stack, segment.start()) >= 0
                && Long.compareUnsigned(stack, segment.end()) < 0
                && programStack(segment);
        return holdsStack ? "[stack]" : "";
    }

    /** Other threads have theirs elsewhere: the kernel puts the strings of the auxiliary vector onto the first one's. */
    private boolean programStack(CoreSegment segment) {
        OptionalLong name = notes.auxiliaryVector().value(AT_EXECFN);
        return name.isEmpty()
                || (Long.compareUnsigned(name.getAsLong(), segment.start()) >= 0
                        && Long.compareUnsigned(name.getAsLong(), segment.end()) < 0);
    }

    @Override
    public List<MemoryRegion> regions() {
        return regions;
    }

    @Override
    public AuxiliaryVector auxiliaryVector() {
        return notes.auxiliaryVector();
    }

    @Override
    public Optional<String> executable() {
        return files.program().map(Path::toString).or(this::mappedProgram).or(this::executedName);
    }

    /** The file that has the program headers, or the entry point. */
    Optional<String> mappedProgram() {
        AuxiliaryVector vector = notes.auxiliaryVector();
        for (long type : new long[] {AuxiliaryVector.AT_PHDR, AuxiliaryVector.AT_ENTRY}) {
            OptionalLong address = vector.value(type);
            Optional<CoreMapping> mapping =
                    address.isEmpty() ? Optional.empty() : memory.mappingAt(address.getAsLong());
            if (mapping.isPresent()) {
                return mapping.map(CoreMapping::path);
            }
        }
        return Optional.empty();
    }

    private Optional<String> executedName() {
        OptionalLong address = notes.auxiliaryVector().value(AT_EXECFN);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        String text = new String(memory.readUpTo(address.getAsLong(), LONGEST_PATH), StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end > 0 ? Optional.of(text.substring(0, end)) : Optional.empty();
    }

    @Override
    public Optional<Path> executableFile() {
        return files.program()
                .or(() ->
                        mappedProgram().or(this::executedName).flatMap(path -> files.file(path, memory.buildId(path))));
    }

    /** Those of this machine, which may be another one. */
    @Override
    public Path hostPath(Path path) {
        return path;
    }

    @Override
    public Optional<Path> mappedFile(MemoryRegion region) {
        return region.isFile() ? files.file(region.name(), memory.buildId(region.name())) : Optional.empty();
    }

    @Override
    public Optional<String> workingDirectory() {
        return Optional.empty();
    }

    @Override
    public List<String> commandLine() {
        return notes.commandLine().map(List::of).orElse(List.of());
    }

    @Override
    public Optional<String> systemFile(String name) {
        return Optional.empty();
    }
}

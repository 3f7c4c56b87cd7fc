package dev.sonde.engine.target;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.BuildId;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.engine.corefile.BackingFiles;
import dev.sonde.engine.library.LibraryOptions;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.ModuleFile;
import dev.sonde.engine.symbols.ModuleLoader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that were mapped into the process of a core file: the program that the user has chosen, below the system
 * root or where the process had them, by name in the search path for libraries, by build-id in the debug file directories.
 * A file with another build-id than the core file tells is none of them.
 */
final class CoreFiles implements BackingFiles {
    private final Program program;
    private final ModuleLoader loader;
    private final Consumer<String> warn;
    private final Map<String, Found> found = new HashMap<>();
    private @Nullable LibraryOptions foundWith;
    private @Nullable Path foundFor;

    /** A file, and its contents once they were asked for. */
    private static final class Found {
        private final Optional<Path> path;
        private @Nullable Optional<MemorySegment> contents;

        private Found(Optional<Path> path) {
            this.path = path;
        }
    }

    CoreFiles(Program program, ModuleLoader loader, Consumer<String> warn) {
        this.program = program;
        this.loader = loader;
        this.warn = warn;
    }

    @Override
    public Optional<Path> program() {
        return program.chosen();
    }

    @Override
    public synchronized Optional<Path> file(String path, Optional<BuildId> buildId) {
        return find(path, buildId).path;
    }

    @Override
    public synchronized Optional<MemorySegment> contents(String path, Optional<BuildId> buildId) {
        Found file = find(path, buildId);
        Optional<MemorySegment> contents = file.contents;
        if (contents == null) {
            contents = file.path.flatMap(this::read);
            file.contents = contents;
        }
        return contents;
    }

    private Optional<MemorySegment> read(Path path) {
        Optional<ModuleFile> module = loader.open(path, path);
        if (module.isPresent()) {
            return module.map(file -> file.elf().bytes());
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return Optional.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        } catch (IOException e) {
            return Optional.empty(); // it is as good as not there
        }
    }

    private Found find(String path, Optional<BuildId> buildId) {
        LibraryOptions options = program.libraryOptions();
        Path chosen = program.chosen().orElse(null);
        if (!options.equals(foundWith) || !Objects.equals(chosen, foundFor)) {
            found.clear();
            foundWith = options;
            foundFor = chosen;
        }
        return found.computeIfAbsent(path, _ -> new Found(search(path, buildId, options)));
    }

    private Optional<Path> search(String path, Optional<BuildId> buildId, LibraryOptions options) {
        Optional<Path> namesake =
                program.chosen().filter(file -> buildId.isEmpty() && path.endsWith("/" + file.getFileName()));
        if (namesake.isPresent()) {
            return namesake;
        }
        for (Path candidate : candidates(path, options)) {
            if (Files.isRegularFile(candidate)) {
                if (buildId.isEmpty() || buildId.equals(buildIdOf(candidate))) {
                    return Optional.of(candidate);
                }
                warn.accept(candidate + " is not the file that was mapped: its build-id is not " + buildId.get());
            }
        }
        return buildId.flatMap(id -> program.chosen()
                .filter(file -> buildId.equals(buildIdOf(file)))
                .or(() -> loader.symbolFiles().program(id)));
    }

    private static List<Path> candidates(String path, LibraryOptions options) {
        List<Path> candidates = new ArrayList<>();
        try {
            Path file = Path.of(path);
            if (file.isAbsolute()) {
                candidates.add(options.systemRoot()
                        .map(root -> root.resolve(path.substring(1)))
                        .orElse(file));
            }
            Path name = file.getFileName();
            if (name != null) {
                options.searchPath().forEach(directory -> candidates.add(directory.resolve(name)));
            }
        } catch (InvalidPathException e) {
            return List.of(); // a damaged note names what cannot be a file
        }
        return candidates;
    }

    static Optional<BuildId> buildIdOf(Path path) {
        try {
            return ElfFile.open(path).buildId();
        } catch (IOException | FormatException e) {
            return Optional.empty(); // a file that cannot be read is not the one
        }
    }

    @Override
    public MemorySegment loaded(long address) {
        for (LoadedModule module : program.knownModules().all()) {
            if (module.contains(address)) {
                return constant(module, module.toFile(address));
            }
        }
        return MemorySegment.NULL;
    }

    private static MemorySegment constant(LoadedModule module, long fileAddress) {
        try {
            return module.elf().segments().stream()
                            .anyMatch(segment -> segment.contains(fileAddress) && segment.isWritable())
                    ? MemorySegment.NULL
                    : module.elf().bytesFrom(fileAddress).orElse(MemorySegment.NULL);
        } catch (FormatException e) {
            return MemorySegment.NULL; // a damaged file has nothing there
        }
    }
}

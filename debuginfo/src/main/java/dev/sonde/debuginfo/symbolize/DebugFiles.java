package dev.sonde.debuginfo.symbolize;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.SectionSource;
import dev.sonde.debuginfo.dwarf.SplitResolver;
import dev.sonde.debuginfo.elf.DebugAltLink;
import dev.sonde.debuginfo.elf.DebugFileLocator;
import dev.sonde.debuginfo.elf.DebugFileSearch;
import dev.sonde.debuginfo.elf.ElfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that one file's symbols and debug information are spread over.
 *
 * @param elf the file itself
 * @param separate its separate debug file, if it needs one and has one
 * @param dwarf its debug information
 */
record DebugFiles(ElfFile elf, Optional<DebugFileSearch.Found> separate, Optional<Dwarf> dwarf) {
    private static final String INFO = ".debug_info";

    /** Looks for what {@code elf}, read from {@code path}, needs besides itself. */
    static DebugFiles find(ElfFile elf, Path path, DebugFileLocator locator, Diagnostics diagnostics) {
        Optional<DebugFileSearch.Found> separate = Optional.empty();
        try {
            if (hasInformation(elf)) {
                return new DebugFiles(elf, separate, Optional.of(dwarf(elf, path, path, locator, diagnostics)));
            }
            separate = found(locator.find(elf, path), diagnostics);
        } catch (FormatException e) {
            diagnostics.add(e);
        }
        return new DebugFiles(
                elf,
                separate,
                separate.filter(s -> hasInformation(s.file()))
                        .map(s -> dwarf(s.file(), s.path(), path, locator, diagnostics)));
    }

    Optional<Path> separatePath() {
        return separate.map(DebugFileSearch.Found::path);
    }

    private static boolean hasInformation(ElfFile file) {
        return file.section(INFO).filter(section -> !section.isNoBits()).isPresent()
                || file.section(".zdebug_info").isPresent();
    }

    private static Dwarf dwarf(
            ElfFile file, Path path, Path program, DebugFileLocator locator, Diagnostics diagnostics) {
        var builder = Dwarf.builder(source(file)).splitResolver(new SplitFiles(program, path, diagnostics));
        try {
            Optional<DebugAltLink> link = file.supplementaryLink();
            if (link.isPresent()) {
                DebugFileSearch search = locator.findSupplementary(link.get(), path);
                if (search.found().isEmpty()) {
                    diagnostics.add("the supplementary file " + link.get().fileName() + " is missing");
                }
                found(search, diagnostics).ifPresent(s -> builder.supplementary(source(s.file())));
            }
        } catch (FormatException e) {
            diagnostics.add(e);
        } catch (InvalidPathException e) {
            diagnostics.add(".gnu_debugaltlink: " + e.getMessage());
        }
        return builder.build();
    }

    private static SectionSource source(ElfFile file) {
        return ElfSections.of(file);
    }

    private static Optional<DebugFileSearch.Found> found(DebugFileSearch search, Diagnostics diagnostics) {
        search.rejected().forEach(rejected -> diagnostics.add(rejected.path() + ": " + rejected.reason()));
        return search.found();
    }

    /** Finds split files by the path they were written to, else beside the program or its debug file. */
    private record SplitFiles(Path program, Path debugFile, Diagnostics diagnostics) implements SplitResolver {
        @Override
        public Optional<SectionSource> dwo(String compilationDirectory, String name) {
            try {
                Path written = Path.of(compilationDirectory).resolve(name);
                Optional<SectionSource> found = first(candidates(written, Path.of(name)));
                if (found.isEmpty()) {
                    diagnostics.add("the split file " + written + " is missing");
                }
                return found;
            } catch (InvalidPathException e) {
                diagnostics.add("a split file has an impossible name: " + e.getMessage());
                return Optional.empty();
            }
        }

        @Override
        public Optional<SectionSource> dwp() {
            return first(List.of(Path.of(program + ".dwp"), Path.of(debugFile + ".dwp")));
        }

        private Set<Path> candidates(Path written, Path name) {
            Set<Path> candidates = new LinkedHashSet<>();
            if (written.isAbsolute()) {
                candidates.add(written);
            }
            for (Path file : List.of(program, debugFile)) {
                candidates.add(file.resolveSibling(name));
                if (name.getFileName() != null) {
                    candidates.add(file.resolveSibling(name.getFileName()));
                }
            }
            return candidates;
        }

        private Optional<SectionSource> first(Iterable<Path> candidates) {
            for (Path candidate : candidates) {
                if (Files.isRegularFile(candidate)) {
                    try {
                        return Optional.of(source(ElfFile.open(candidate)));
                    } catch (IOException | FormatException e) {
                        diagnostics.add(candidate + ": " + e.getMessage());
                    }
                }
            }
            return Optional.empty();
        }
    }
}

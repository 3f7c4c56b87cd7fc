package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.SectionSource;
import dev.sonde.debuginfo.dwarf.SplitResolver;
import dev.sonde.debuginfo.elf.DebugFileSearch;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.symbolize.ElfSections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Puts together the debugging information of an ELF file from all the files that it is spread over. */
final class DebugSections {
    private DebugSections() {}

    /** Whether {@code elf} has debugging information. */
    static boolean arePresent(ElfFile elf) {
        return elf.section(".debug_info").or(() -> elf.section(".zdebug_info")).isPresent();
    }

    /**
     * What {@code elf} says about the source.
     *
     * @param binary the path of the file whose code is described
     */
    static SourceInformation source(ElfFile elf, String binary, SymbolFiles files) {
        Dwarf dwarf = dwarf(elf, files);
        KeptNames kept = KeptNames.of(elf, !elf.name().equals(binary));
        return new SourceInformation(
                binary,
                dwarf,
                new Indexing(elf.name(), files.listener(), progress -> kept.index(dwarf, progress)),
                kept);
    }

    /** The debugging information of {@code elf}; nothing is read yet but a link to a supplementary file. */
    private static Dwarf dwarf(ElfFile elf, SymbolFiles files) {
        Dwarf.Builder builder = Dwarf.builder(sections(elf)).splitResolver(new SplitFiles(elf));
        supplementary(elf, files).map(DebugSections::sections).ifPresent(builder::supplementary);
        return builder.build();
    }

    private static SectionSource sections(ElfFile elf) {
        return ElfSections.kept(elf, Caches.sections());
    }

    private static Optional<ElfFile> supplementary(ElfFile elf, SymbolFiles files) {
        try {
            Optional<DebugFileSearch> search =
                    elf.supplementaryLink().map(link -> files.locator().findSupplementary(link, Path.of(elf.name())));
            search.stream()
                    .flatMap(result -> result.rejected().stream())
                    .forEach(rejected -> files.refused(rejected.path(), rejected.reason()));
            return search.flatMap(DebugFileSearch::found).map(DebugFileSearch.Found::file);
        } catch (FormatException e) {
            return Optional.empty(); // a damaged link leads nowhere; what needs the file says that it is missing
        }
    }

    /** The files of split DWARF, beside the program or where the compiler wrote them. */
    private record SplitFiles(ElfFile elf) implements SplitResolver {
        @Override
        public Optional<SectionSource> dwo(String compilationDirectory, String name) {
            return open(Path.of(compilationDirectory).resolve(name));
        }

        @Override
        public Optional<SectionSource> dwp() {
            return open(Path.of(elf.name() + ".dwp"));
        }

        private static Optional<SectionSource> open(Path path) {
            if (!Files.isRegularFile(path)) {
                return Optional.empty();
            }
            try {
                return Optional.of(sections(ElfFile.open(path)));
            } catch (IOException | FormatException e) {
                return Optional.empty(); // as good as missing: the unit has no entries then
            }
        }
    }
}

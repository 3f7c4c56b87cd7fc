package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.SectionSource;
import dev.sonde.debuginfo.dwarf.SplitResolver;
import dev.sonde.debuginfo.elf.DebugFileLocator;
import dev.sonde.debuginfo.elf.DebugFileSearch;
import dev.sonde.debuginfo.elf.ElfFile;
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

    /** What {@code elf} says about the source. */
    static SourceInformation source(ElfFile elf) {
        Dwarf dwarf = dwarf(elf);
        return new SourceInformation(dwarf, () -> KeptIndexes.of(elf, dwarf));
    }

    /** The debugging information of {@code elf}; nothing is read yet but a link to a supplementary file. */
    private static Dwarf dwarf(ElfFile elf) {
        Dwarf.Builder builder = Dwarf.builder(sections(elf)).splitResolver(new SplitFiles(elf));
        supplementary(elf).map(DebugSections::sections).ifPresent(builder::supplementary);
        return builder.build();
    }

    private static SectionSource sections(ElfFile elf) {
        return elf::contents;
    }

    private static Optional<ElfFile> supplementary(ElfFile elf) {
        try {
            return elf.debugAltLink()
                    .flatMap(link -> DebugFileLocator.standard()
                            .findSupplementary(link, Path.of(elf.name()))
                            .found())
                    .map(DebugFileSearch.Found::file);
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

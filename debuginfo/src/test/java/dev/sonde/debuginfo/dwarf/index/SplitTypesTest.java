package dev.sonde.debuginfo.dwarf.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Programs;
import dev.sonde.debuginfo.dwarf.SectionSource;
import dev.sonde.debuginfo.dwarf.SplitResolver;
import dev.sonde.debuginfo.dwarf.TestElf;
import dev.sonde.debuginfo.dwarf.Tools;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.symbolize.ElfSections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types that a split or package file has in units of their own are found by name, as if nothing were split. */
@Timeout(120)
class SplitTypesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-4", "-gdwarf-5"})
    void areIndexed(String version) {
        List<String> expected = names(Dwarf.of(TestElf.open(Programs.shapes(directory, version, "-O0"))));
        Path program = Programs.shapes(directory, version, "-O0", "-gsplit-dwarf", "-fdebug-types-section");
        compare(
                expected,
                Dwarf.builder(TestElf.open(program))
                        .splitResolver((_, name) -> Optional.of(ElfSections.of(open(directory.resolve(name)))))
                        .build());
    }

    // In version 4 only: the packagers at hand do not end on what gcc makes of version 5.
    @Test
    void areIndexedFromAPackage() throws IOException {
        String version = "-gdwarf-4";
        Tools.require("llvm-dwp");
        List<String> expected = names(Dwarf.of(TestElf.open(Programs.shapes(directory, version, "-O0"))));
        Path program = Programs.shapes(directory, version, "-O0", "-gsplit-dwarf", "-fdebug-types-section");
        Tools.run(directory, "llvm-dwp", "-e", program.toString(), "-o", "shapes.dwp");
        Files.delete(dwo());
        compare(
                expected,
                Dwarf.builder(TestElf.open(program))
                        .splitResolver(new SplitResolver() {
                            @Override
                            public Optional<SectionSource> dwo(String compilationDirectory, String name) {
                                return Optional.empty();
                            }

                            @Override
                            public Optional<SectionSource> dwp() {
                                return Optional.of(ElfSections.of(open(directory.resolve("shapes.dwp"))));
                            }
                        })
                        .build());
    }

    private static void compare(List<String> expected, Dwarf dwarf) {
        assertThat(dwarf.units().getFirst().full().dwarf().typeUnits()).isNotEmpty();
        NameIndex index = NameIndex.build(dwarf, BuildProgress.NONE);
        assertThat(index.diagnostics()).isEmpty();
        assertThat(names(dwarf)).containsAll(expected);
        for (IndexEntry entry : index.find("shapes::Point")) {
            assertThat(entry.die().name()).contains("Point");
            assertThat(entry.die().unit().header().isTypeUnit()).isTrue();
        }
        assertThat(index.find("shapes::Point")).isNotEmpty();
    }

    private static ElfFile open(Path file) {
        try {
            return ElfFile.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path dwo() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".dwo"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Dwarf dwarf) {
        var names = new TreeSet<String>();
        NameIndex.build(dwarf, BuildProgress.NONE)
                .forEach(entry -> names.add(entry.kind() + " " + entry.qualifiedName()));
        return List.copyOf(names);
    }
}

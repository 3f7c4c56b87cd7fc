package dev.sonde.debuginfo.dwarf.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Programs;
import dev.sonde.debuginfo.dwarf.SectionSource;
import dev.sonde.debuginfo.dwarf.SplitResolver;
import dev.sonde.debuginfo.dwarf.TestElf;
import dev.sonde.debuginfo.dwarf.Tools;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.line.LineRow;
import dev.sonde.debuginfo.dwarf.line.LineTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares frames with those of {@code llvm-addr2line -afi}. */
class FunctionLookupTest {
    /** A name that the tool takes from the symbol table. */
    private static final String ANY = "*";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-4 -O2", "-gdwarf-5 -O2", "-gdwarf-5 -O0", "-gdwarf-5 -O3 -gdwarf64"})
    void everyRow(String flags) {
        Path program = Programs.shapes(directory, flags.split(" ", -1));
        Dwarf dwarf = Dwarf.of(TestElf.open(program));
        var lookup = new FunctionLookup(dwarf);
        List<String> command = new ArrayList<>(List.of("llvm-addr2line", "-a", "-f", "-i", "-e", program.toString()));
        List<String> actual = new ArrayList<>();
        for (Unit unit : dwarf.units()) {
            for (LineRow row : LineTable.of(unit).orElseThrow().rows()) {
                if (!row.endSequence()) {
                    command.add("0x" + Long.toHexString(row.address()));
                    actual.add("0x" + Long.toHexString(row.address()));
                    List<SourceFrame> frames = lookup.frames(row.address());
                    for (SourceFrame frame : frames) {
                        actual.add(frame.linkageName()
                                .map(FunctionLookupTest::structor)
                                .orElse(ANY));
                        actual.add(frame.file() + ":" + frame.line());
                    }
                    if (frames.isEmpty()) {
                        actual.add(ANY);
                        actual.add("??:0");
                    }
                }
            }
        }
        List<String> expected = Tools.run(directory, command.toArray(String[]::new)).stream()
                .filter(line -> !line.isEmpty())
                .map(line -> line.replaceFirst(" \\(discriminator \\d+\\)", "").replaceFirst("^0x0+(?=[0-9a-f])", "0x"))
                .map(FunctionLookupTest::structor)
                .toList();
        for (int i = 0; i < actual.size(); i++) {
            if (!actual.get(i).equals(ANY)) {
                assertThat(actual.get(i)).as("line %d", i).isEqualTo(expected.get(i));
            }
        }
        assertThat(actual).hasSameSizeAs(expected).hasSizeGreaterThan(200);
    }

    /** The tool takes names from the symbol table, where constructors and destructors are there in two variants, and parts
     * of functions have suffixes. */
    private static String structor(String linkageName) {
        return linkageName.replaceAll("([CD])[12]E", "$1E").replaceFirst("\\.(cold|part|isra|constprop).*", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-4", "-gdwarf-5"})
    void splitUnitsGiveTheSame(String version) {
        Path whole = Programs.shapes(directory, version, "-O2");
        Dwarf expected = Dwarf.of(TestElf.open(whole));
        List<Long> addresses = new ArrayList<>();
        for (LineRow row :
                LineTable.of(expected.units().getFirst()).orElseThrow().rows()) {
            if (!row.endSequence()) {
                addresses.add(row.address());
            }
        }
        List<String> unsplit = frames(expected, addresses);
        Path program = Programs.shapes(directory, version, "-O2", "-gsplit-dwarf");
        Dwarf split = Dwarf.builder(TestElf.open(program))
                .splitResolver((_, name) -> Optional.of(TestElf.open(directory.resolve(name))))
                .build();
        assertThat(frames(split, addresses)).isEqualTo(unsplit);
        assertThat(split.units().getFirst().split()).isPresent();
        assertThat(split.units().getFirst().full().skeleton())
                .contains(split.units().getFirst());

        if (Tools.has("dwp")) {
            Tools.run(directory, "dwp", "-e", program.toString(), "-o", "shapes.dwp");
        }
        // Not every version of the tool reads DWARF 5.
        if (Files.exists(directory.resolve("shapes.dwp"))) {
            Dwarf packaged = Dwarf.builder(TestElf.open(program))
                    .splitResolver(new SplitResolver() {
                        @Override
                        public Optional<SectionSource> dwo(String compiledIn, String name) {
                            return Optional.empty();
                        }

                        @Override
                        public Optional<SectionSource> dwp() {
                            return Optional.of(TestElf.open(directory.resolve("shapes.dwp")));
                        }
                    })
                    .build();
            assertThat(frames(packaged, addresses)).isEqualTo(unsplit);
        }
    }

    private static List<String> frames(Dwarf dwarf, List<Long> addresses) {
        var lookup = new FunctionLookup(dwarf);
        return addresses.stream()
                .map(address -> lookup.frames(address).stream()
                        .map(frame -> frame.name() + " " + frame.file() + ":" + frame.line() + ":" + frame.column())
                        .toList()
                        .toString())
                .toList();
    }

    @Test
    void tellsTheInnermostAndTheOutermost() {
        Path program = Programs.shapes(directory, "-gdwarf-5", "-O2");
        Dwarf dwarf = Dwarf.of(TestElf.open(program));
        var lookup = new FunctionLookup(dwarf);
        boolean differed = false;
        for (LineRow row : LineTable.of(dwarf.units().getFirst()).orElseThrow().rows()) {
            var frames = lookup.frames(row.address());
            if (!row.endSequence() && frames.size() > 1) {
                assertThat(lookup.innermost(row.address()))
                        .isEqualTo(frames.getFirst().function());
                assertThat(lookup.outermost(row.address()))
                        .isEqualTo(frames.getLast().function())
                        .hasValueSatisfying(die -> assertThat(die.tag()).isEqualTo(DwTag.DW_TAG_subprogram));
                differed = true;
            }
        }
        assertThat(differed).isTrue();
        assertThat(lookup.frames(1)).isEmpty();
        assertThat(lookup.innermost(1)).isEmpty();
    }
}

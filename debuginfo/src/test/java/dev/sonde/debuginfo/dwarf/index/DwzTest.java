package dev.sonde.debuginfo.dwarf.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Programs;
import dev.sonde.debuginfo.dwarf.TestElf;
import dev.sonde.debuginfo.dwarf.Tools;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.line.LineRow;
import dev.sonde.debuginfo.dwarf.line.LineTable;
import dev.sonde.debuginfo.elf.DebugAltLink;
import dev.sonde.debuginfo.elf.DebugFileLocator;
import dev.sonde.debuginfo.elf.DebugFileSearch;
import dev.sonde.debuginfo.elf.ElfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code dwz} moves to partial units and to a supplementary file is found as before. */
class DwzTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-4", "-gdwarf-5"})
    void findsTheSame(String version) throws IOException {
        Tools.require("dwz");
        Path program = Programs.shapes(directory, version, "-O2");
        Dwarf plain = Dwarf.of(TestElf.open(Files.copy(program, directory.resolve("plain"))));
        Files.copy(program, directory.resolve("other"));
        List<Long> addresses = new ArrayList<>();
        for (LineRow row : LineTable.of(plain.units().getFirst()).orElseThrow().rows()) {
            addresses.add(row.address());
        }
        Tools.run(directory, "dwz", "-m", "common.debug", "shapes", "other");
        assertThat(directory.resolve("common.debug")).exists();
        Dwarf dwarf = Dwarf.builder(TestElf.open(program))
                .supplementary(TestElf.open(directory.resolve("common.debug")))
                .build();
        assertThat(names(dwarf)).isEqualTo(names(plain));
        assertThat(frames(dwarf, addresses)).isEqualTo(frames(plain, addresses));
        for (Unit unit : dwarf.units()) {
            unit.root().children().forEach(die -> assertThat(die.attributes()).isNotNull());
        }
        assertThat(dwarf.supplementary().orElseThrow().units()).anyMatch(Unit::isPartial);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-4", "-gdwarf-5"})
    void expandsImportsWithinAFile(String version) throws IOException {
        Tools.require("dwz");
        // Two units of the same types, so that there is something to share in one file.
        Path one = Programs.shapes(directory, version, "-O0");
        Path twice = directory.resolve("twice");
        Files.writeString(directory.resolve("other.cc"), """
                #include "shapes.h"
                #include <string>
                std::vector<shapes::Point> more() { return {{1, shapes::square(2)}}; }
                """);
        Tools.run(directory, "g++", version, "-O0", "-o", twice.toString(), "shapes.cpp", "other.cc");
        Dwarf plain = Dwarf.of(TestElf.open(Files.copy(twice, directory.resolve("twice.plain"))));
        Tools.run(directory, "dwz", twice.toString());
        assertThat(one).exists();
        Dwarf dwarf = Dwarf.of(TestElf.open(twice));
        assertThat(dwarf.units()).anyMatch(Unit::isPartial);
        assertThat(names(dwarf)).isEqualTo(names(plain));
        List<Unit> whole =
                dwarf.units().stream().filter(unit -> !unit.isPartial()).toList();
        List<Unit> plainUnits = plain.units();
        assertThat(whole).hasSameSizeAs(plainUnits);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(whole.get(i).imports()).isNotEmpty().allMatch(Unit::isPartial);
            assertThat(memberNames(whole.get(i))).containsAll(memberNames(plainUnits.get(i)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-4", "-gdwarf-5"})
    void readsTheStandardsSupplementarySection(String version) throws IOException {
        Tools.require("dwz");
        Path program = Programs.shapes(directory, version, "-O2");
        Dwarf plain = Dwarf.of(TestElf.open(Files.copy(program, directory.resolve("plain"))));
        Files.copy(program, directory.resolve("other"));
        Tools.run(directory, "dwz", "-5", "-m", "common.debug", "shapes", "other");
        ElfFile elf = ElfFile.open(program);
        assertThat(elf.section(".gnu_debugaltlink")).isEmpty();
        DebugAltLink link = elf.supplementaryLink().orElseThrow();
        assertThat(link.fileName()).isEqualTo("common.debug");
        assertThat(ElfFile.open(directory.resolve("common.debug")).supplementaryLink())
                .isEmpty();
        DebugFileSearch search = DebugFileLocator.in(List.of()).findSupplementary(link, program);
        assertThat(search.rejected()).isEmpty();
        Dwarf dwarf = Dwarf.builder(TestElf.open(program))
                .supplementary(TestElf.open(search.found().orElseThrow().path()))
                .build();
        assertThat(names(dwarf)).isEqualTo(names(plain));
    }

    private static List<String> memberNames(Unit unit) {
        return unit.members().stream()
                .flatMap(die -> die.name().stream())
                .distinct()
                .toList();
    }

    private static List<String> names(Dwarf dwarf) {
        var names = new TreeSet<String>();
        NameIndex index = NameIndex.build(dwarf, BuildProgress.NONE);
        assertThat(index.diagnostics()).isEmpty();
        index.forEach(entry -> names.add(entry.kind() + " " + entry.qualifiedName()));
        return List.copyOf(names);
    }

    private static List<String> frames(Dwarf dwarf, List<Long> addresses) {
        var lookup = new FunctionLookup(dwarf);
        return addresses.stream()
                .flatMap(address -> lookup.frames(address).stream())
                .map(frame -> frame.name() + frame.linkageName() + frame.file() + ":" + frame.line())
                .toList();
    }
}

package dev.sonde.debuginfo.dwarf.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Programs;
import dev.sonde.debuginfo.dwarf.TestElf;
import dev.sonde.debuginfo.dwarf.Tools;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.line.LineRow;
import dev.sonde.debuginfo.dwarf.line.LineTable;
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

package dev.sonde.debuginfo.dwarf.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Programs;
import dev.sonde.debuginfo.dwarf.TestElf;
import dev.sonde.debuginfo.dwarf.Tools;
import dev.sonde.debuginfo.dwarf.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameIndexTest {
    @TempDir
    Path directory;

    private Dwarf shapes(String flags) {
        return Dwarf.of(TestElf.open(Programs.shapes(directory, flags.split(" ", -1))));
    }

    private static List<String> names(List<IndexEntry> entries) {
        return entries.stream()
                .map(entry -> entry.kind() + " " + entry.qualifiedName())
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-gdwarf-2 -O0",
                "-gdwarf-4 -O2",
                "-gdwarf-4 -O2 -fdebug-types-section",
                "-gdwarf-5 -O0",
                "-gdwarf-5 -O2",
                "-gdwarf-5 -O2 -gdwarf64",
                "-gdwarf-5 -O2 -fdebug-types-section"
            })
    void findsWhatTheProgramDefines(String flags) {
        NameIndex index = NameIndex.build(shapes(flags), BuildProgress.NONE);
        assertThat(index.diagnostics()).isEmpty();
        assertThat(names(index.find("main"))).containsExactly("FUNCTION main");
        assertThat(names(index.find("::main"))).containsExactly("FUNCTION main");
        assertThat(names(index.find("shapes::square(int)"))).containsExactly("FUNCTION shapes::square");
        assertThat(names(index.find("square"))).containsExactly("FUNCTION shapes::square");
        assertThat(names(index.find("::square"))).isEmpty();
        assertThat(names(index.find("twice")))
                .containsExactlyInAnyOrder("FUNCTION shapes::twice<int>", "FUNCTION shapes::twice<double>");
        assertThat(names(index.find("shapes::twice<int>"))).containsExactly("FUNCTION shapes::twice<int>");
        assertThat(names(index.find("Square::area"))).containsExactly("FUNCTION (anonymous namespace)::Square::area");
        assertThat(names(index.find("::Square::area")))
                .as("passes the unnamed namespace")
                .hasSize(1);
        assertThat(names(index.find("hidden"))).containsExactly("VARIABLE (anonymous namespace)::hidden");
        assertThat(names(index.find("shapes::Shape::count"))).containsExactly("VARIABLE shapes::Shape::count");
        assertThat(names(index.find("local_to_thread"))).containsExactly("VARIABLE local_to_thread");
        assertThat(names(index.find("Point"))).contains("TYPE shapes::Point");
        assertThat(names(index.find("Row"))).containsExactly("TYPE Row");
        assertThat(names(index.find("shapes"))).contains("NAMESPACE shapes");
        assertThat(names(index.find("std::string"))).hasSize(1);
        assertThat(index.find("no_such_name")).isEmpty();
        assertThat(index.find("")).isEmpty();
        assertThat(index.find("shapes::")).isEmpty();
        assertThat(index.find("main").getFirst().die().tag()).isEqualTo(DwTag.DW_TAG_subprogram);
        if (!flags.contains("strict")) {
            assertThat(names(index.find("shapes::Colour::green"))).containsExactly("CONSTANT shapes::Colour::green");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-4 -O2", "-gdwarf-5 -O0", "-gdwarf-5 -O2 -fdebug-types-section"})
    void hasEverythingThatAWalkFinds(String flags) {
        Dwarf dwarf = shapes(flags);
        NameIndex index = NameIndex.build(dwarf, BuildProgress.NONE);
        Set<String> expected = new HashSet<>();
        for (Unit unit : dwarf.units()) {
            walk(unit.root(), expected);
        }
        Set<String> actual = new HashSet<>();
        index.forEach(entry -> actual.add(entry.kind() + " " + entry.qualifiedName()));
        assertThat(minus(actual, expected)).as("found too much").isEmpty();
        assertThat(minus(expected, actual)).as("not found").isEmpty();
        assertThat(expected).hasSizeGreaterThan(300);
        Set<String> plain = new HashSet<>();
        index.forEachName(plain::add);
        assertThat(plain).contains("main", "square", "hidden");
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static void walk(Die parent, Set<String> into) {
        for (Die die : parent.children()) {
            die.name()
                    .flatMap(name -> DieNames.entry(die, new QualifiedName(List.of(name), false)))
                    .ifPresent(entry -> into.add(entry.kind() + " " + entry.qualifiedName()));
            switch (die.tag()) {
                case DwTag.DW_TAG_namespace,
                        DwTag.DW_TAG_structure_type,
                        DwTag.DW_TAG_class_type,
                        DwTag.DW_TAG_union_type,
                        DwTag.DW_TAG_enumeration_type -> walk(die, into);
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-4", "-gdwarf-5"})
    void followsSkeletonsToTheirSplitUnits(String version) {
        Path program = Programs.shapes(directory, version, "-O2", "-gsplit-dwarf");
        Dwarf dwarf = Dwarf.builder(TestElf.open(program))
                .splitResolver((_, name) -> Optional.of(TestElf.open(directory.resolve(name))))
                .build();
        NameIndex index = NameIndex.build(dwarf, BuildProgress.NONE);
        assertThat(index.diagnostics()).isEmpty();
        assertThat(names(index.find("shapes::square"))).containsExactly("FUNCTION shapes::square");
        assertThat(index.find("main").getFirst().die().ranges()).isNotEmpty();
        assertThat(NameIndex.build(Dwarf.of(TestElf.open(program)), BuildProgress.NONE)
                        .find("main"))
                .as("without the split file there is nothing")
                .isEmpty();
    }

    @Test
    void anIndexOfGdbFindsTheSame() throws IOException {
        Tools.require("gdb-add-index");
        Path program = Programs.shapes(directory, "-gdwarf-4", "-O2");
        Tools.run(directory, "gdb-add-index", program.toString());
        Dwarf dwarf = Dwarf.of(TestElf.open(program));
        GdbIndex gdb = GdbIndex.of(dwarf).orElseThrow();
        NameIndex own = NameIndex.build(dwarf, BuildProgress.NONE);
        for (String name : List.of("main", "square", "shapes::twice", "hidden", "shapes::Point", "no_such_name")) {
            assertThat(gdb.find(name)).as(name).isEqualTo(own.find(name));
        }
        assertThat(NameLookup.of(dwarf, BuildProgress.NONE)).isInstanceOf(GdbIndex.class);
        assertThat(Files.exists(program)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(EntryKind.class)
    void everyIndexVisitsTheSame(EntryKind kind) throws IOException {
        Tools.require("gdb-add-index");
        Path program = Programs.shapes(directory, "-gdwarf-4", "-O2");
        Tools.run(directory, "gdb-add-index", program.toString());
        Dwarf dwarf = Dwarf.of(TestElf.open(program));
        NameIndex own = NameIndex.build(dwarf, BuildProgress.NONE);
        Set<String> expected = new TreeSet<>();
        own.forEach(entry -> {
            if (entry.kind() == kind && entry.qualifiedName().contains("shapes")) {
                expected.add(entry.qualifiedName());
            }
        });
        assertThat(visited(own, kind)).isEqualTo(expected);
        if (kind == EntryKind.FUNCTION || kind == EntryKind.TYPE) {
            assertThat(expected).isNotEmpty();
            assertThat(visited(GdbIndex.of(dwarf).orElseThrow(), kind)).isEqualTo(expected);
        }
    }

    private static Set<String> visited(NameLookup index, EntryKind kind) {
        Set<String> names = new TreeSet<>();
        index.forEach(kind, name -> name.contains("shapes"), entry -> {
            assertThat(entry.kind()).isEqualTo(kind);
            names.add(entry.qualifiedName());
        });
        return names;
    }

    @Test
    void keepsIndexesInFiles() throws IOException {
        Dwarf dwarf = shapes("-gdwarf-5 -O2");
        var store = new IndexStore(directory.resolve("kept"));
        assertThat(store.load("abcdef", dwarf)).isEmpty();
        NameIndex built = store.loadOrBuild("abcdef", dwarf, BuildProgress.NONE);
        NameIndex loaded = store.load("abcdef", dwarf).orElseThrow();
        List<IndexEntry> all = new ArrayList<>();
        built.forEach(all::add);
        List<IndexEntry> kept = new ArrayList<>();
        loaded.forEach(kept::add);
        assertThat(kept).isEqualTo(all).hasSizeGreaterThan(300);
        assertThat(loaded.find("main")).isEqualTo(built.find("main"));

        Path file = directory.resolve("kept").resolve("abcdef.names");
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at += Math.max(1, good.length / 150)) {
            byte[] bad = good.clone();
            bad[at] ^= 0x40;
            Files.write(file, bad);
            // The only bytes that say nothing are those that fill the header up.
            assertThat(store.load("abcdef", dwarf).isPresent())
                    .as("damaged at %d", at)
                    .isFalse();
        }
        Files.write(file, Arrays.copyOf(good, good.length / 2));
        assertThat(store.load("abcdef", dwarf)).isEmpty();
        Files.write(file, new byte[0]);
        assertThat(store.load("abcdef", dwarf)).isEmpty();
        assertThat(store.loadOrBuild("abcdef", dwarf, BuildProgress.NONE).size())
                .isEqualTo(built.size());
        assertThat(store.load("abcdef", dwarf)).as("built again").isPresent();
        assertThatThrownBy(() -> store.load("../x", dwarf)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void canBeWatchedAndCancelled() {
        Dwarf dwarf = shapes("-gdwarf-5 -O0");
        var done = new AtomicLong();
        NameIndex.build(dwarf, new BuildProgress() {
            @Override
            public void advanced(long bytes, long total) {
                done.set(bytes);
                assertThat(bytes).isLessThanOrEqualTo(total);
            }
        });
        assertThat(done.get()).isPositive();
        assertThatThrownBy(() -> NameIndex.build(dwarf, new BuildProgress() {
                    @Override
                    public boolean cancelled() {
                        return true;
                    }
                }))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void withoutUnitsItIsEmpty() {
        NameIndex index = NameIndex.build(Dwarf.of(_ -> Optional.empty()), BuildProgress.NONE);
        assertThat(index.size()).isZero();
        assertThat(index.find("main")).isEmpty();
    }
}

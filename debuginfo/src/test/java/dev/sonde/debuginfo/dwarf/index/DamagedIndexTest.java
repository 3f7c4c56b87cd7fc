package dev.sonde.debuginfo.dwarf.index;

import static dev.sonde.debuginfo.dwarf.DwAt.*;
import static dev.sonde.debuginfo.dwarf.DwForm.*;
import static dev.sonde.debuginfo.dwarf.DwTag.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.dwarf.Bytes;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Malformed;
import dev.sonde.debuginfo.dwarf.SectionSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Small synthesised units: damaged ones, ones that arrive piece by piece, and indexes that others wrote. */
class DamagedIndexTest {
    /** A namespace with a class with a method, the method's definition, an enumeration, and a variable. */
    private static Map<String, Bytes> sections() {
        var abbrev = new Bytes();
        abbreviation(abbrev, 1, DW_TAG_compile_unit, true, DW_AT_language, DW_FORM_data1);
        abbreviation(abbrev, 2, DW_TAG_namespace, true, DW_AT_name, DW_FORM_strp);
        abbreviation(abbrev, 3, DW_TAG_class_type, true, DW_AT_name, DW_FORM_string, DW_AT_sibling, DW_FORM_ref4);
        abbreviation(
                abbrev,
                4,
                DW_TAG_subprogram,
                false,
                DW_AT_name,
                DW_FORM_string,
                DW_AT_declaration,
                DW_FORM_flag_present);
        abbreviation(
                abbrev,
                5,
                DW_TAG_subprogram,
                true,
                DW_AT_specification,
                DW_FORM_ref4,
                DW_AT_frame_base,
                DW_FORM_exprloc,
                DW_AT_ranges,
                DW_FORM_block1);
        abbreviation(abbrev, 6, DW_TAG_variable, false, DW_AT_name, DW_FORM_string, DW_AT_type, DW_FORM_ref_udata);
        abbrev.u8(0);
        var dies = new Bytes()
                .uleb(1)
                .u8(4) // at 12
                .uleb(2)
                .u32(1) // at 14
                .uleb(3)
                .string("C")
                .u32(31) // at 19
                .uleb(4)
                .string("m") // at 26
                .u8(0) // at 29
                .u8(0) // at 30
                .uleb(5)
                .u32(26)
                .u8(1, 0x9c, 1, 7) // at 31
                .uleb(6)
                .string("local")
                .uleb(300)
                .u8(0)
                .uleb(6)
                .string("v")
                .uleb(5)
                .u8(0);
        return Map.of(
                ".debug_info",
                        new Bytes().sized(new Bytes().u16(5).u8(1, 8).u32(0).append(dies)),
                ".debug_abbrev", abbrev,
                ".debug_str", new Bytes().u8(0).string("ns"));
    }

    private static void abbreviation(Bytes into, int code, int tag, boolean children, int... pairs) {
        into.uleb(code).uleb(tag).u8(children ? 1 : 0);
        for (int number : pairs) {
            into.uleb(number);
        }
        into.u8(0, 0);
    }

    private static SectionSource source(Map<String, Bytes> sections) {
        return name -> Optional.ofNullable(sections.get(name)).map(Bytes::segment);
    }

    private static List<String> all(NameIndex index) {
        var names = new TreeSet<String>();
        index.forEach(entry -> names.add(entry.kind() + " " + entry.qualifiedName()));
        return List.copyOf(names);
    }

    private static final List<String> EXPECTED =
            List.of("FUNCTION ns::C::m", "NAMESPACE ns", "TYPE ns::C", "VARIABLE v");

    @Test
    void theGoodOne() {
        NameIndex index = NameIndex.build(Dwarf.of(source(sections())), BuildProgress.NONE);
        assertThat(index.diagnostics()).isEmpty();
        assertThat(all(index)).isEqualTo(EXPECTED);
    }

    @Test
    void damagedUnitsAreDiagnostics() {
        for (String name : sections().keySet()) {
            byte[] good = Objects.requireNonNull(sections().get(name)).toArray();
            Malformed.truncated(good, bytes -> build(name, bytes));
            Malformed.flipped(good, 700, bytes -> build(name, bytes));
        }
    }

    private static void build(String name, MemorySegment bad) {
        Map<String, Bytes> sections = sections();
        Dwarf dwarf = Dwarf.of(n -> n.equals(name)
                ? Optional.of(bad)
                : Optional.ofNullable(sections.get(n)).map(Bytes::segment));
        NameIndex index = NameIndex.build(dwarf, BuildProgress.NONE);
        assertThat(index.size()).isLessThan(20);
        index.find("ns::C::m");
        new FunctionLookup(dwarf).frames(7);
    }

    @Test
    void sectionsMayArriveWhileTheyAreRead() {
        byte[] info = Objects.requireNonNull(sections().get(".debug_info")).toArray();
        try (Arena arena = Arena.ofShared()) {
            MemorySegment growing = arena.allocate(info.length);
            Map<String, Bytes> sections = sections();
            var source = new SectionSource() {
                private long filled;

                @Override
                public Optional<MemorySegment> section(String name) {
                    if (name.equals(".debug_info")) {
                        await(name, info.length);
                        return Optional.of(growing);
                    }
                    return Optional.ofNullable(sections.get(name)).map(Bytes::segment);
                }

                @Override
                public Optional<MemorySegment> growingSection(String name) {
                    return name.equals(".debug_info") ? Optional.of(growing) : section(name);
                }

                @Override
                public synchronized void await(String name, long end) {
                    if (name.equals(".debug_info")) {
                        long to = Math.max(filled, Math.min(end, info.length));
                        MemorySegment.copy(MemorySegment.ofArray(info), 0, growing, 0, to);
                        filled = to;
                    }
                }
            };
            assertThat(all(NameIndex.build(Dwarf.of(source), BuildProgress.NONE)))
                    .isEqualTo(EXPECTED);
        }
    }

    @Test
    void namesThatACompilerIndexed() {
        var sections = new HashMap<>(sections());
        var strings = new Bytes().u8(0).string("ns").string("m").string("v");
        sections.put(".debug_str", strings);
        var abbrev = new Bytes()
                .uleb(1)
                .uleb(DW_TAG_subprogram)
                .uleb(3)
                .uleb(DW_FORM_ref4)
                .u8(0, 0)
                .u8(0);
        var pool = new Bytes().uleb(1).u32(31).u8(0).uleb(1).u32(50).u8(0);
        var body = new Bytes()
                .u16(5)
                .u16(0)
                .u32(1) // units
                .u32(0)
                .u32(0)
                .u32(0) // no buckets
                .u32(2) // names
                .u32(abbrev.size())
                .u32(4)
                .bytes("TEST".getBytes(StandardCharsets.US_ASCII))
                .u32(0) // the unit
                .u32(4) // "m"
                .u32(6) // "v"
                .u32(0)
                .u32(6)
                .append(abbrev)
                .append(pool);
        sections.put(".debug_names", new Bytes().sized(body));
        Dwarf dwarf = Dwarf.of(source(sections));
        DebugNames names = DebugNames.of(dwarf).orElseThrow();
        assertThat(names.complete()).isTrue();
        assertThat(names.find("C::m")).extracting(IndexEntry::qualifiedName).containsExactly("ns::C::m");
        assertThat(names.find("::m")).isEmpty();
        assertThat(names.find("v")).extracting(IndexEntry::kind).containsExactly(EntryKind.VARIABLE);
        assertThat(visited(names, EntryKind.FUNCTION, "")).containsExactly("ns::C::m");
        assertThat(visited(names, EntryKind.VARIABLE, "")).hasSize(1);
        assertThat(visited(names, EntryKind.FUNCTION, "other")).isEmpty();
        assertThat(NameLookup.of(dwarf, BuildProgress.NONE)).isInstanceOf(DebugNames.class);

        byte[] good = new Bytes().sized(body).toArray();
        Malformed.truncated(good, bytes -> lookUp(sections, bytes));
        Malformed.flipped(good, 5000, bytes -> lookUp(sections, bytes));
    }

    private static List<String> visited(NameLookup names, EntryKind kind, String part) {
        List<String> found = new ArrayList<>();
        names.forEach(kind, name -> name.contains(part), entry -> found.add(entry.qualifiedName()));
        return found;
    }

    private static void lookUp(Map<String, Bytes> sections, MemorySegment bad) {
        Dwarf dwarf = Dwarf.of(name -> name.equals(".debug_names")
                ? Optional.of(bad)
                : Optional.ofNullable(sections.get(name)).map(Bytes::segment));
        DebugNames.of(dwarf).ifPresent(names -> {
            names.find("C::m");
            visited(names, EntryKind.FUNCTION, "");
        });
    }
}

package dev.sonde.debuginfo.dwarf;

import static dev.sonde.debuginfo.dwarf.DwAt.*;
import static dev.sonde.debuginfo.dwarf.DwForm.*;
import static dev.sonde.debuginfo.dwarf.DwLle.*;
import static dev.sonde.debuginfo.dwarf.DwRle.*;
import static dev.sonde.debuginfo.dwarf.DwTag.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.debuginfo.bytes.FormatException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Range lists, location lists, and the map from addresses to units. */
class ListsTest {
    private static final long BASE = 0x1000;

    private static SectionSource sections(Map<String, Bytes> sections) {
        return name -> Optional.ofNullable(sections.get(name)).map(Bytes::segment);
    }

    private static AddressRange range(long start, long end) {
        return new AddressRange(start, end);
    }

    /** A unit whose root has a base address, a list of ranges and one of locations, both at offset 0. */
    private static Map<String, Bytes> unit(int version) {
        var abbrev = new Bytes()
                .uleb(1)
                .uleb(DW_TAG_compile_unit)
                .u8(0)
                .uleb(DW_AT_low_pc)
                .uleb(DW_FORM_addr)
                .uleb(DW_AT_ranges)
                .uleb(version == 3 ? DW_FORM_data4 : DW_FORM_sec_offset)
                .uleb(DW_AT_location)
                .uleb(version == 3 ? DW_FORM_data4 : DW_FORM_sec_offset)
                .u8(0, 0, 0);
        var die = new Bytes().uleb(1).u64(BASE).u32(0).u32(0);
        var header = version == 5
                ? new Bytes().u16(5).u8(DwUt.DW_UT_compile, 8).u32(0)
                : new Bytes().u16(version).u32(0).u8(8);
        var addresses =
                new Bytes().u32(28).u16(5).u8(8, 0).u64(0x5000).u64(0x5100).u64(0x6000);
        return new HashMap<>(Map.of(
                ".debug_info", new Bytes().sized(header.append(die)),
                ".debug_abbrev", abbrev,
                ".debug_addr", addresses));
    }

    private static Die root(Map<String, Bytes> sections) {
        return Dwarf.of(sections(sections)).units().getFirst().root();
    }

    @Test
    void rangesBeforeVersion5() {
        for (int version = 3; version <= 4; version++) {
            Map<String, Bytes> sections = unit(version);
            sections.put(
                    ".debug_ranges",
                    new Bytes()
                            .u64(0x10)
                            .u64(0x20)
                            .u64(0x30)
                            .u64(0x30) // empty
                            .u64(-1)
                            .u64(0x8000)
                            .u64(1)
                            .u64(2)
                            .u64(0)
                            .u64(0));
            assertThat(root(sections).ranges()).containsExactly(range(BASE + 0x10, BASE + 0x20), range(0x8001, 0x8002));
        }
    }

    @Test
    void everyKindOfRangeOfVersion5() {
        Map<String, Bytes> sections = unit(5);
        sections.put(
                ".debug_rnglists",
                new Bytes()
                        .u8(DW_RLE_offset_pair)
                        .uleb(0x10)
                        .uleb(0x20)
                        .u8(DW_RLE_base_addressx)
                        .uleb(2)
                        .u8(DW_RLE_offset_pair)
                        .uleb(1)
                        .uleb(2)
                        .u8(DW_RLE_startx_endx)
                        .uleb(0)
                        .uleb(1)
                        .u8(DW_RLE_startx_length)
                        .uleb(1)
                        .uleb(8)
                        .u8(DW_RLE_base_address)
                        .u64(0x7000)
                        .u8(DW_RLE_offset_pair)
                        .uleb(0)
                        .uleb(4)
                        .u8(DW_RLE_start_end)
                        .u64(0x7100)
                        .u64(0x7200)
                        .u8(DW_RLE_start_length)
                        .u64(0x7300)
                        .uleb(16)
                        .u8(DW_RLE_end_of_list));
        assertThat(root(sections).ranges())
                .containsExactly(
                        range(BASE + 0x10, BASE + 0x20),
                        range(0x6001, 0x6002),
                        range(0x5000, 0x5100),
                        range(0x5100, 0x5108),
                        range(0x7000, 0x7004),
                        range(0x7100, 0x7200),
                        range(0x7300, 0x7310));
        sections.put(".debug_rnglists", new Bytes().u8(99));
        Die bad = root(sections);
        assertThatThrownBy(bad::ranges).isInstanceOf(FormatException.class);
        sections.put(
                ".debug_rnglists", new Bytes().u8(DW_RLE_startx_length).uleb(50).uleb(1));
        Die outside = root(sections);
        assertThatThrownBy(outside::ranges).isInstanceOf(FormatException.class);
    }

    @Test
    void locationsBeforeVersion5() {
        for (int version = 3; version <= 4; version++) {
            Map<String, Bytes> sections = unit(version);
            sections.put(
                    ".debug_loc",
                    new Bytes()
                            .u64(0x10)
                            .u64(0x20)
                            .u16(2)
                            .u8(0x70, 8)
                            .u64(-1)
                            .u64(0x8000)
                            .u64(0)
                            .u64(2)
                            .u16(1)
                            .u8(0x50)
                            .u64(0)
                            .u64(0));
            var entries = root(sections).locations(DW_AT_location);
            assertThat(entries).extracting(LocationListEntry::start).containsExactly(BASE + 0x10, 0x8000L);
            assertThat(entries)
                    .extracting(entry -> entry.expression().byteSize())
                    .containsExactly(2L, 1L);
            assertThat(entries.getFirst().contains(BASE + 0x1f)).isTrue();
            assertThat(entries.getFirst().contains(BASE + 0x20)).isFalse();
        }
    }

    @Test
    void everyKindOfLocationOfVersion5() {
        Map<String, Bytes> sections = unit(5);
        sections.put(
                ".debug_loclists",
                new Bytes()
                        .u8(DW_LLE_GNU_view_pair, 1, 2)
                        .u8(DW_LLE_offset_pair)
                        .uleb(0x10)
                        .uleb(0x20)
                        .u8(1, 0x50)
                        .u8(DW_LLE_base_addressx, 2, DW_LLE_offset_pair, 1, 2, 1, 0x51)
                        .u8(DW_LLE_startx_endx, 0, 1, 1, 0x52)
                        .u8(DW_LLE_startx_length, 1, 8, 1, 0x53)
                        .u8(DW_LLE_base_address)
                        .u64(0x7000)
                        .u8(DW_LLE_offset_pair, 0, 4, 1, 0x54)
                        .u8(DW_LLE_start_end)
                        .u64(0x7100)
                        .u64(0x7200)
                        .u8(1, 0x55)
                        .u8(DW_LLE_start_length)
                        .u64(0x7300)
                        .u8(16, 1, 0x56)
                        .u8(DW_LLE_default_location, 1, 0x57)
                        .u8(DW_LLE_end_of_list));
        var entries = root(sections).locations(DW_AT_location);
        assertThat(entries)
                .extracting(LocationListEntry::start)
                .containsExactly(BASE + 0x10, 0x6001L, 0x5000L, 0x5100L, 0x7000L, 0x7100L, 0x7300L, 0L);
        assertThat(entries.getLast().isDefault()).isTrue();
        assertThat(entries.getLast().contains(42)).isTrue();
        assertThat(entries.get(6).end()).isEqualTo(0x7310);
    }

    @Test
    void unitsAreFoundByArangesAndElseByTheirOwnRanges() {
        Map<String, Bytes> sections = unit(4);
        sections.put(".debug_ranges", new Bytes().u64(0).u64(0x10).u64(0).u64(0));
        assertThat(Dwarf.of(sections(sections)).unitFor(BASE + 0xf)).isPresent();
        assertThat(Dwarf.of(sections(sections)).unitFor(BASE + 0x10)).isEmpty();
        sections.put(
                ".debug_aranges",
                new Bytes()
                        .sized(new Bytes()
                                .u16(2)
                                .u32(0)
                                .u8(8, 0)
                                .u32(0) // to a multiple of the size of a tuple
                                .u64(0x9000)
                                .u64(0x10)
                                .u64(0)
                                .u64(0)));
        Dwarf withAranges = Dwarf.of(sections(sections));
        assertThat(withAranges.unitFor(0x900f)).contains(withAranges.units().getFirst());
        assertThat(withAranges.unitFor(BASE)).isEmpty();
        sections.put(".debug_aranges", new Bytes().u32(0x1000));
        Dwarf damaged = Dwarf.of(sections(sections));
        assertThat(damaged.unitFor(BASE)).isPresent();
        assertThat(damaged.diagnostics()).hasSize(1);
    }

    @Test
    void damagedListsAreRejectedOneWay() {
        Map<String, Bytes> sections = unit(5);
        byte[] good = new Bytes()
                .u8(DW_LLE_offset_pair, 1, 2, 1, 0x50, DW_LLE_startx_length, 1, 8, 1, 0x53)
                .u8(DW_LLE_start_length)
                .u64(0x7300)
                .u8(16, 1, 0x56, DW_LLE_end_of_list)
                .toArray();
        Malformed.flipped(good, 20_000, bytes -> {
            Die die = Dwarf.of(name -> name.equals(".debug_loclists") || name.equals(".debug_rnglists")
                            ? Optional.of(bytes)
                            : Optional.ofNullable(sections.get(name)).map(Bytes::segment))
                    .units()
                    .getFirst()
                    .root();
            die.locations(DW_AT_location);
        });
    }
}

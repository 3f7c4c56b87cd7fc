package dev.sonde.debuginfo.dwarf;

import static dev.sonde.debuginfo.dwarf.DwAt.*;
import static dev.sonde.debuginfo.dwarf.DwForm.*;
import static dev.sonde.debuginfo.dwarf.DwTag.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnitTest {
    private static SectionSource sections(Map<String, Bytes> sections) {
        return name -> Optional.ofNullable(sections.get(name)).map(Bytes::segment);
    }

    private static Bytes section(Map<String, Bytes> sections, String name) {
        return Objects.requireNonNull(sections.get(name));
    }

    private static Bytes unit5(int type, Bytes dies) {
        return new Bytes().sized(new Bytes().u16(5).u8(type, 8).u32(0).append(dies));
    }

    private static Bytes abbreviation(int code, int tag, boolean children, int... attributesAndForms) {
        var bytes = new Bytes().uleb(code).uleb(tag).u8(children ? 1 : 0);
        for (int number : attributesAndForms) {
            bytes.uleb(number);
        }
        return bytes.u8(0, 0);
    }

    @Test
    void everyForm() {
        var info = new Bytes()
                .uleb(1)
                .u32(8) // the base of the offsets of strings
                .u64(0x1000) // addr
                .uleb(1) // addrx
                .u8(0)
                .u16(1)
                .number(0, 3)
                .u32(1)
                .u8(2, 0xaa, 0xbb) // block1
                .u16(1)
                .u8(0xcc)
                .u32(1)
                .u8(0xdd)
                .uleb(1)
                .u8(0xee)
                .u8(0xff) // data1
                .u16(0xffff)
                .u32(-1)
                .u64(-1)
                .sleb(-5)
                .uleb(5)
                .bytes(new byte[16])
                .string("inline")
                .u32(3) // strp
                .u32(0) // line_strp
                .uleb(1) // strx
                .u8(0)
                .u16(1)
                .number(0, 3)
                .u32(1)
                .u8(1) // flag
                .u8(0x20) // ref1
                .u16(0x20)
                .u32(0x20)
                .u64(0x20)
                .uleb(0x20)
                .u32(0x77) // ref_addr
                .u64(0x123456789L) // ref_sig8
                .u32(0x10) // ref_sup4
                .u64(0x10)
                .u32(0x10) // GNU_ref_alt
                .u32(0x40) // sec_offset
                .uleb(3) // loclistx
                .uleb(4)
                .uleb(2)
                .u8(0x30, 0x31) // exprloc
                .uleb(DW_FORM_udata) // indirect
                .uleb(99)
                .u32(0) // strp_sup
                .u32(0);
        int[] forms = {
            DW_FORM_addr,
            DW_FORM_addrx,
            DW_FORM_addrx1,
            DW_FORM_addrx2,
            DW_FORM_addrx3,
            DW_FORM_addrx4,
            DW_FORM_block1,
            DW_FORM_block2,
            DW_FORM_block4,
            DW_FORM_block,
            DW_FORM_data1,
            DW_FORM_data2,
            DW_FORM_data4,
            DW_FORM_data8,
            DW_FORM_sdata,
            DW_FORM_udata,
            DW_FORM_data16,
            DW_FORM_string,
            DW_FORM_strp,
            DW_FORM_line_strp,
            DW_FORM_strx,
            DW_FORM_strx1,
            DW_FORM_strx2,
            DW_FORM_strx3,
            DW_FORM_strx4,
            DW_FORM_flag,
            DW_FORM_ref1,
            DW_FORM_ref2,
            DW_FORM_ref4,
            DW_FORM_ref8,
            DW_FORM_ref_udata,
            DW_FORM_ref_addr,
            DW_FORM_ref_sig8,
            DW_FORM_ref_sup4,
            DW_FORM_ref_sup8,
            DW_FORM_GNU_ref_alt,
            DW_FORM_sec_offset,
            DW_FORM_loclistx,
            DW_FORM_rnglistx,
            DW_FORM_exprloc,
            DW_FORM_indirect,
            DW_FORM_strp_sup,
            DW_FORM_GNU_strp_alt,
            DW_FORM_flag_present
        };
        var abbrev = new Bytes().uleb(1).uleb(DW_TAG_compile_unit).u8(0);
        abbrev.uleb(DW_AT_str_offsets_base).uleb(DW_FORM_sec_offset);
        for (int i = 0; i < forms.length; i++) {
            abbrev.uleb(0x4000 + i).uleb(forms[i]);
        }
        abbrev.uleb(0x4100).uleb(DW_FORM_implicit_const).sleb(-7).u8(0, 0, 0);
        var offsets = new Bytes().u32(12).u16(5).u16(0).u32(0).u32(3);
        var addresses = new Bytes().u32(20).u16(5).u8(8, 0).u64(0x2000).u64(0x3000);
        Dwarf dwarf = Dwarf.builder(sections(Map.of(
                        ".debug_info",
                        unit5(DwUt.DW_UT_compile, info),
                        ".debug_abbrev",
                        abbrev,
                        ".debug_str",
                        new Bytes().string("ab").string("cd"),
                        ".debug_line_str",
                        new Bytes().string("line"),
                        ".debug_str_offsets",
                        offsets,
                        ".debug_addr",
                        addresses)))
                .supplementary(sections(Map.of(".debug_str", new Bytes().string("shared"))))
                .build();
        Die root = dwarf.units().getFirst().root();
        assertThat(root.attributes()).hasSize(forms.length + 2);
        assertThat(root.address(0x4000)).hasValue(0x1000);
        assertThat(root.address(0x4001)).hasValue(0x3000);
        assertThat(root.address(0x4002)).hasValue(0x2000);
        assertThat(root.address(0x4005)).hasValue(0x3000);
        assertThat(root.expression(0x4006).orElseThrow().byteSize()).isEqualTo(2);
        assertThat(root.expression(0x4009).orElseThrow().byteSize()).isEqualTo(1);
        assertThat(root.attribute(0x400a)).contains(new AttributeValue.Constant(255, 1));
        assertThat(((AttributeValue.Constant) root.attribute(0x400a).orElseThrow()).signed())
                .isEqualTo(-1);
        assertThat(((AttributeValue.Constant) root.attribute(0x400c).orElseThrow()).signed())
                .isEqualTo(-1);
        assertThat(root.constant(0x400d)).hasValue(-1);
        assertThat(root.constant(0x400e)).hasValue(-5);
        assertThat(root.constant(0x400f)).hasValue(5);
        assertThat(root.string(0x4011)).contains("inline");
        assertThat(root.string(0x4012)).contains("cd");
        assertThat(root.string(0x4013)).contains("line");
        assertThat(root.string(0x4014)).contains("cd");
        assertThat(root.string(0x4015)).contains("ab");
        assertThat(root.string(0x4018)).contains("cd");
        assertThat(root.flag(0x4019)).isTrue();
        for (int i = 0x401a; i <= 0x401e; i++) {
            assertThat(root.attribute(i)).contains(new AttributeValue.Reference(0x20));
        }
        assertThat(root.attribute(0x401f)).contains(new AttributeValue.InfoReference(0x77));
        assertThat(root.attribute(0x4020)).contains(new AttributeValue.TypeSignature(0x123456789L));
        assertThat(root.attribute(0x4021)).contains(new AttributeValue.SupplementaryReference(0x10));
        assertThat(root.attribute(0x4023)).contains(new AttributeValue.SupplementaryReference(0x10));
        assertThat(root.sectionOffset(0x4024)).hasValue(0x40);
        assertThat(root.attribute(0x4025)).contains(new AttributeValue.ListIndex(3));
        assertThat(root.expression(0x4027).orElseThrow().byteSize()).isEqualTo(2);
        assertThat(root.constant(0x4028)).hasValue(99);
        assertThat(root.string(0x4029)).contains("shared");
        assertThat(root.string(0x402a)).contains("shared");
        assertThat(root.flag(0x402b)).isTrue();
        assertThat(root.constant(0x4100)).hasValue(-7);
        assertThat(root.endOffset()).isEqualTo(root.unit().header().end());
    }

    /** A root with two children, the first of them with a child of its own; siblings as asked. */
    private static Map<String, Bytes> tree() {
        var abbrev = new Bytes()
                .append(abbreviation(1, DW_TAG_compile_unit, true, DW_AT_name, DW_FORM_string))
                .append(abbreviation(
                        2,
                        DW_TAG_structure_type,
                        true,
                        DW_AT_name,
                        DW_FORM_string,
                        DW_AT_sibling,
                        DW_FORM_ref1,
                        DW_AT_specification,
                        DW_FORM_ref1))
                .append(abbreviation(3, DW_TAG_member, false, DW_AT_name, DW_FORM_string))
                .append(abbreviation(4, DW_TAG_variable, false, DW_AT_abstract_origin, DW_FORM_ref1))
                .u8(0);
        var dies = new Bytes()
                .uleb(1)
                .string("r") // at 12
                .uleb(2)
                .string("s")
                .u8(24, 15) // at 15
                .uleb(3)
                .string("m") // at 20
                .u8(0) // at 23
                .uleb(4)
                .u8(20) // at 24
                .u8(0);
        var info = unit5(DwUt.DW_UT_compile, dies);
        return new HashMap<>(Map.of(".debug_info", info, ".debug_abbrev", abbrev));
    }

    @Test
    void walksTheTree() {
        Dwarf dwarf = Dwarf.of(sections(tree()));
        Die root = dwarf.units().getFirst().root();
        assertThat(root.parent()).isEmpty();
        assertThat(root.nextSibling()).isEmpty();
        List<Die> children = root.children();
        assertThat(children).extracting(Die::tag).containsExactly(DW_TAG_structure_type, DW_TAG_variable);
        assertThat(children).extracting(Die::offset).containsExactly(15L, 24L);
        Die member = children.getFirst().firstChild().orElseThrow();
        assertThat(member.parent()).contains(children.getFirst());
        assertThat(member.nextSibling()).isEmpty();
        assertThat(children.getFirst().nextSibling()).contains(children.getLast());
        assertThat(children.getLast().name()).as("inherited").contains("m");
        assertThat(children.getLast().holderOf(DW_AT_name)).contains(member);
        assertThat(dwarf.die(20)).isEqualTo(member);
        assertThat(member.unitOffset()).isEqualTo(20);
        assertThat(dwarf.unitContaining(100)).isEmpty();
        assertThatThrownBy(() -> dwarf.die(21).parent()).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> dwarf.die(3)).isInstanceOf(FormatException.class);
    }

    @Test
    void aCyclicChainEnds() {
        Die structure = Dwarf.of(sections(tree())).die(15);
        assertThatThrownBy(() -> structure.inherited(DW_AT_type))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("chain");
    }

    @Test
    void aSiblingThatGoesBackIsAnError() {
        Map<String, Bytes> sections = tree();
        byte[] info = section(sections, ".debug_info").toArray();
        info[18] = 15;
        sections.put(".debug_info", new Bytes().bytes(info));
        Die root = Dwarf.of(sections(sections)).units().getFirst().root();
        assertThatThrownBy(root::children).isInstanceOf(FormatException.class).hasMessageContaining("sibling");
    }

    @Test
    void oneBadUnitIsOneDiagnostic() {
        Map<String, Bytes> sections = tree();
        Bytes good = section(sections, ".debug_info");
        sections.put(
                ".debug_info",
                new Bytes()
                        .sized(new Bytes().u16(77))
                        .append(good)
                        .sized(new Bytes().u16(5).u8(99, 8).u32(0))
                        .u32(0xffff_fff5L));
        Dwarf dwarf = Dwarf.of(sections(sections));
        assertThat(dwarf.units()).hasSize(1);
        assertThat(dwarf.units().getFirst().root().name()).contains("r");
        assertThat(dwarf.diagnostics()).hasSize(3);
    }

    @Test
    void withoutSectionsThereAreNoUnits() {
        Dwarf dwarf = Dwarf.of(_ -> Optional.empty());
        assertThat(dwarf.units()).isEmpty();
        assertThat(dwarf.unitFor(0x1000)).isEmpty();
        assertThat(dwarf.diagnostics()).isEmpty();
    }

    @Test
    void headersOfEveryVersion() {
        Map<String, Bytes> sections = tree();
        Bytes dies = new Bytes().uleb(1).string("x").u8(0);
        for (int version = 2; version <= 4; version++) {
            sections.put(
                    ".debug_info",
                    new Bytes().sized(new Bytes().u16(version).u32(0).u8(8).append(dies)));
            Unit unit = Dwarf.of(sections(sections)).units().getFirst();
            assertThat(unit.encoding()).isEqualTo(new Encoding(version, 8, 4));
            assertThat(unit.root().name()).contains("x");
        }
        var wide = new Bytes()
                .u16(5)
                .u8(DwUt.DW_UT_type, 8)
                .u64(0)
                .u64(0xabc)
                .u64(40)
                .append(dies);
        sections.put(
                ".debug_info", new Bytes().u32(0xffff_ffffL).u64(wide.size()).append(wide));
        sections.put(
                ".debug_types",
                new Bytes()
                        .sized(new Bytes()
                                .u16(4)
                                .u32(0)
                                .u8(8)
                                .u64(0xdef)
                                .u32(23)
                                .append(dies)));
        Dwarf dwarf = Dwarf.of(sections(sections));
        assertThat(dwarf.units()).hasSize(2);
        assertThat(dwarf.units().getFirst().encoding()).isEqualTo(new Encoding(5, 8, 8));
        assertThat(dwarf.typeUnit(0xabc)).contains(dwarf.units().getFirst());
        assertThat(dwarf.typeUnit(0xdef)).contains(dwarf.units().getLast());
        assertThat(dwarf.typeUnit(0xdef).orElseThrow().section()).isEqualTo(".debug_types");
        assertThat(dwarf.typeUnit(0x123)).isEmpty();
    }

    @Test
    void sparseCodesAreFoundAndMissingOnesAreErrors() {
        Map<String, Bytes> sections = tree();
        sections.put(
                ".debug_abbrev",
                abbreviation(1_000_000, DW_TAG_compile_unit, false).u8(0));
        sections.put(".debug_info", unit5(DwUt.DW_UT_compile, new Bytes().uleb(1_000_000)));
        assertThat(Dwarf.of(sections(sections)).units().getFirst().root().tag()).isEqualTo(DW_TAG_compile_unit);
        sections.put(".debug_info", unit5(DwUt.DW_UT_compile, new Bytes().uleb(7)));
        Unit unit = Dwarf.of(sections(sections)).units().getFirst();
        assertThatThrownBy(unit::root).isInstanceOf(FormatException.class);
    }

    @Test
    void constantsHaveNames() {
        assertThat(DwTag.name(DW_TAG_namespace)).isEqualTo("DW_TAG_namespace");
        assertThat(DwAt.name(0x3fff)).isEqualTo("DW_AT_<0x3fff>");
        assertThat(DwForm.name(DW_FORM_strx3)).isEqualTo("DW_FORM_strx3");
        assertThat(DwLang.name(0x1c)).isEqualTo("DW_LANG_Rust");
    }

    private static final Set<String> DAMAGED = Set.of(".debug_info", ".debug_abbrev");

    @Test
    void damagedInputIsRejectedOneWay() {
        for (String name : DAMAGED) {
            byte[] good = section(tree(), name).toArray();
            Malformed.truncated(good, bytes -> readAll(name, bytes));
            Malformed.flipped(good, 20_000, bytes -> readAll(name, bytes));
        }
    }

    private static void readAll(String name, MemorySegment bad) {
        Map<String, Bytes> sections = tree();
        Dwarf dwarf = Dwarf.of(n -> n.equals(name)
                ? Optional.of(bad)
                : Optional.ofNullable(sections.get(n)).map(Bytes::segment));
        dwarf.unitFor(0x1000);
        for (Unit unit : dwarf.units()) {
            read(unit.root(), 0);
        }
    }

    private static void read(Die die, int depth) {
        die.attributes();
        die.ranges();
        die.reference(DW_AT_specification);
        die.inherited(DW_AT_type);
        assertThat(depth).isLessThan(100);
        for (Die child : die.children()) {
            read(child, depth + 1);
        }
    }
}

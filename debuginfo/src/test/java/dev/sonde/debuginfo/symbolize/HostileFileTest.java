package dev.sonde.debuginfo.symbolize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.dwarf.Bytes;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwForm;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Programs;
import dev.sonde.debuginfo.dwarf.index.BuildProgress;
import dev.sonde.debuginfo.dwarf.index.FunctionLookup;
import dev.sonde.debuginfo.dwarf.index.NameIndex;
import dev.sonde.debuginfo.elf.DebugFileLocator;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.debuginfo.elf.Symbol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files whose parts contradict one another: what is sound in them is still told, and nothing runs forever. */
@Timeout(60)
class HostileFileTest {
    private static final int SECTION_HEADER = 64;
    private static final int OFFSET_IN_HEADER = 24;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        ".debug_info, .debug_line",
        ".debug_abbrev, .debug_info",
        ".debug_line, .debug_info",
        ".debug_str, .text",
        ".debug_aranges, .debug_info"
    })
    void aSectionMayLieOnAnother(String moved, String onto) throws IOException {
        Path program = Programs.shapes(directory, "-g", "-gdwarf-5");
        ElfFile elf = ElfFile.open(program);
        byte[] bytes = Files.readAllBytes(program);
        Section section = elf.section(moved).orElseThrow();
        ByteBuffer headers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) headers.getLong(0x28) + section.index() * SECTION_HEADER;
        headers.putLong(
                header + OFFSET_IN_HEADER, elf.section(onto).orElseThrow().offset());
        Path hostile = Files.write(directory.resolve("hostile"), bytes);
        Symbolizer symbolizer = Symbolizer.open(hostile, DebugFileLocator.in(List.of()));
        Symbol main = elf.symbols().named("main").getFirst();
        for (long address = main.value(); address < main.value() + main.size(); address++) {
            assertThat(symbolizer.frames(address)).as(Long.toHexString(address)).isNotEmpty();
        }
    }

    @Test
    void unitsMayImportOneAnother() {
        Bytes abbreviations = new Bytes();
        abbreviations.uleb(1).uleb(DwTag.DW_TAG_compile_unit).u8(1);
        abbreviations.uleb(DwAt.DW_AT_low_pc).uleb(DwForm.DW_FORM_addr);
        abbreviations.uleb(DwAt.DW_AT_high_pc).uleb(DwForm.DW_FORM_data4).u8(0, 0);
        abbreviations.uleb(2).uleb(DwTag.DW_TAG_imported_unit).u8(0);
        abbreviations.uleb(DwAt.DW_AT_import).uleb(DwForm.DW_FORM_ref_addr).u8(0, 0);
        abbreviations.uleb(3).uleb(DwTag.DW_TAG_subprogram).u8(0);
        abbreviations.uleb(DwAt.DW_AT_name).uleb(DwForm.DW_FORM_string);
        abbreviations.uleb(DwAt.DW_AT_low_pc).uleb(DwForm.DW_FORM_addr);
        abbreviations.uleb(DwAt.DW_AT_high_pc).uleb(DwForm.DW_FORM_data4).u8(0, 0, 0);
        Bytes first = unit(0, 0x1000, "first");
        long size = first.toArray().length;
        // Each imports the other.
        Map<String, Bytes> sections = Map.of(
                ".debug_abbrev",
                abbreviations,
                ".debug_info",
                unit(size, 0x1000, "first").append(unit(0, 0x2000, "second")));
        Dwarf dwarf = Dwarf.of(name -> Optional.ofNullable(sections.get(name)).map(Bytes::segment));
        assertThat(new FunctionLookup(dwarf).frames(0x2004))
                .singleElement()
                .satisfies(frame -> assertThat(frame.name()).isEqualTo("second"));
        NameIndex index = NameIndex.build(dwarf, BuildProgress.NONE);
        assertThat(index.find("first")).hasSize(1);
        assertThat(index.find("second")).hasSize(1);
        assertThat(dwarf.diagnostics()).isEmpty();
    }

    private static Bytes unit(long other, long address, String name) {
        Bytes body = new Bytes().u16(5).u8(1, 8).u32(0);
        body.uleb(1).u64(address).u32(0x10);
        body.uleb(2).u32((int) other + 12);
        body.uleb(3).string(name).u64(address).u32(0x10);
        body.u8(0);
        return new Bytes().sized(body);
    }
}

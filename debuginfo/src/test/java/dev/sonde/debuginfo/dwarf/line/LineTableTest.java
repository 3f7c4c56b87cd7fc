package dev.sonde.debuginfo.dwarf.line;

import static dev.sonde.debuginfo.dwarf.DwForm.*;
import static dev.sonde.debuginfo.dwarf.line.DwLnct.*;
import static dev.sonde.debuginfo.dwarf.line.DwLne.*;
import static dev.sonde.debuginfo.dwarf.line.DwLns.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Bytes;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Malformed;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineTableTest {
    private static final int[] OPERANDS = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};

    /** A program of version 4; {@code operations} is the maximum of operations to an instruction. */
    private static Bytes version4(int operations, int opcodeBase, Bytes program) {
        var rest = new Bytes().u8(1, operations, 1, -5, 14, opcodeBase);
        for (int i = 1; i < opcodeBase; i++) {
            // Opcode 13 is not of the standard and has two operands.
            rest.u8(i <= OPERANDS.length ? OPERANDS[i - 1] : 2);
        }
        rest.string("include").string("/abs").u8(0);
        rest.string("a.c").uleb(0).uleb(0).uleb(0);
        rest.string("b.h").uleb(1).uleb(7).uleb(9);
        rest.string("c.h").uleb(2).uleb(0).uleb(0).u8(0);
        return new Bytes()
                .sized(new Bytes().u16(4).u32(rest.size()).append(rest).append(program));
    }

    private static Bytes version5(Bytes tables, Bytes program) {
        var rest = new Bytes().u8(1, 1, 1, -5, 14, 13);
        for (int count : OPERANDS) {
            rest.u8(count);
        }
        rest.append(tables);
        return new Bytes()
                .sized(new Bytes().u16(5).u8(8, 0).u32(rest.size()).append(rest).append(program));
    }

    private static Bytes setAddress(long address) {
        return new Bytes().u8(0, 9, DW_LNE_set_address).u64(address);
    }

    private static final Bytes END = new Bytes().u8(0, 1, DW_LNE_end_sequence);

    private static LineTable read(Bytes section) {
        return read(section.segment());
    }

    private static LineTable read(MemorySegment section) {
        Dwarf dwarf = Dwarf.of(name -> name.equals(".debug_line") ? Optional.of(section) : Optional.empty());
        return LineTable.at(dwarf, 0, 8, "/dir");
    }

    private static LineTable run(Bytes program) {
        return read(version4(1, 14, program));
    }

    @Test
    void everyOperation() {
        LineTable table = run(new Bytes()
                .append(setAddress(0x1000))
                .u8(DW_LNS_set_column)
                .uleb(7)
                .u8(DW_LNS_set_prologue_end, DW_LNS_set_basic_block, DW_LNS_copy)
                .u8(DW_LNS_advance_pc)
                .uleb(4)
                .u8(DW_LNS_advance_line)
                .sleb(10)
                .u8(DW_LNS_set_file)
                .uleb(2)
                .u8(DW_LNS_negate_stmt, DW_LNS_set_epilogue_begin)
                .u8(DW_LNS_set_isa)
                .uleb(3)
                .u8(0, 2, DW_LNE_set_discriminator, 5)
                .u8(DW_LNS_copy)
                .u8(DW_LNS_const_add_pc) // (255 - 14) / 14 is 17
                .u8(DW_LNS_fixed_advance_pc)
                .u16(0x10)
                .u8(14 + 2 * 14 + 6) // address + 2, line + 1
                .u8(13, 0x80, 0x01, 5) // not known: two operands to skip
                .u8(0, 3, 0x99, 1, 2) // not known: skipped by its length
                .u8(DW_LNS_advance_pc)
                .uleb(1)
                .append(END));
        assertThat(table.rows())
                .containsExactly(
                        new LineRow(0, 0x1000, 0, 1, 1, 7, true, true, true, false, false, 0, 0),
                        new LineRow(1, 0x1004, 0, 2, 11, 7, false, false, false, true, false, 3, 5),
                        new LineRow(2, 0x1027, 0, 2, 12, 7, false, false, false, false, false, 3, 0),
                        new LineRow(3, 0x1028, 0, 2, 12, 7, false, false, false, false, true, 3, 0));
        assertThat(table.lineFor(0x1003)).isEqualTo(1);
        assertThat(table.lineFor(0x1004)).isEqualTo(11);
        assertThat(table.fileFor(0x1004)).isEqualTo(2);
        assertThat(table.rowFor(0x1028)).isEmpty();
        assertThat(table.lineFor(0xfff)).isZero();
        assertThat(table.fileFor(0xfff)).isEqualTo(-1);
        assertThat(table.next(table.row(0))).contains(table.row(1));
        assertThat(table.next(table.row(3))).isEmpty();
    }

    @Test
    void filesAndDirectoriesBeforeVersion5() {
        LineTable table = run(new Bytes()
                .u8(0, 7, DW_LNE_define_file)
                .string("d")
                .uleb(0)
                .uleb(1)
                .uleb(2)
                .u8(0)
                .append(END));
        assertThat(table.files().first()).isEqualTo(1);
        assertThat(table.path(1)).contains("/dir/a.c");
        assertThat(table.path(2)).contains("/dir/include/b.h");
        assertThat(table.path(3)).contains("/abs/c.h");
        assertThat(table.path(4)).contains("/dir/d");
        assertThat(table.path(0)).isEmpty();
        assertThat(table.path(5)).isEmpty();
        assertThat(table.files().file(2)).contains(new FileEntry("b.h", 1, 7, 9, Optional.empty()));
    }

    @Test
    void filesAndDirectoriesOfVersion5() {
        var tables = new Bytes()
                .u8(1)
                .uleb(DW_LNCT_path)
                .uleb(DW_FORM_string)
                .uleb(2)
                .string("/dir")
                .string("sub")
                .u8(5)
                .uleb(DW_LNCT_path)
                .uleb(DW_FORM_string)
                .uleb(DW_LNCT_directory_index)
                .uleb(DW_FORM_udata)
                .uleb(DW_LNCT_MD5)
                .uleb(DW_FORM_data16)
                .uleb(DW_LNCT_timestamp)
                .uleb(DW_FORM_data4)
                .uleb(0x3000)
                .uleb(DW_FORM_block)
                .uleb(2)
                .string("a.c")
                .uleb(0)
                .bytes(new byte[16])
                .u32(5)
                .uleb(1)
                .u8(0xaa)
                .string("b.c")
                .uleb(1)
                .bytes(new byte[16])
                .u32(6)
                .uleb(0);
        LineTable table = read(version5(
                tables,
                new Bytes()
                        .append(setAddress(0x10))
                        .u8(DW_LNS_copy, DW_LNS_advance_pc, 1)
                        .append(END)));
        assertThat(table.files().first()).isZero();
        assertThat(table.path(0)).contains("/dir/a.c");
        assertThat(table.path(1)).contains("/dir/sub/b.c");
        assertThat(table.files().file(1).orElseThrow().md5()).contains("0".repeat(32));
        assertThat(table.files().file(1).orElseThrow().modified()).isEqualTo(6);
        assertThat(table.lineFor(0x10)).isEqualTo(1);
    }

    @Test
    void severalOperationsToAnInstruction() {
        LineTable table = read(version4(
                4,
                13,
                new Bytes()
                        .append(setAddress(0x100))
                        .u8(DW_LNS_copy)
                        .u8(13 + 3 * 14 + 5)
                        .u8(13 + 3 * 14 + 5)
                        .append(END)));
        assertThat(table.rows()).extracting(LineRow::address).containsExactly(0x100L, 0x100L, 0x101L, 0x101L);
        assertThat(table.rows()).extracting(LineRow::operation).containsExactly(0, 3, 2, 2);
    }

    @Test
    void aSmallOpcodeBaseMakesMoreOpcodesSpecial() {
        LineTable table = read(version4(
                1,
                10,
                new Bytes()
                        .append(setAddress(0x100))
                        .u8(DW_LNS_set_prologue_end)
                        .append(END)));
        assertThat(table.row(0).prologueEnd()).isFalse();
        assertThat(table.row(0).line()).isEqualTo(1 - 5);
    }

    @Test
    void sequencesInAnyOrder() {
        LineTable table = run(new Bytes()
                .append(setAddress(0x2000))
                .u8(DW_LNS_advance_line, 20, DW_LNS_copy, DW_LNS_advance_pc, 8)
                .append(END)
                .append(setAddress(0x1000))
                .u8(DW_LNS_copy, DW_LNS_advance_pc, 8)
                .append(END)
                .append(setAddress(0))
                .u8(DW_LNS_copy)
                .append(END)
                .append(setAddress(-1))
                .u8(DW_LNS_copy, DW_LNS_advance_pc, 8)
                .append(END)
                // Out of order inside.
                .append(setAddress(0x3004))
                .u8(DW_LNS_advance_line, 4, DW_LNS_copy)
                .append(setAddress(0x3000))
                .u8(DW_LNS_advance_line, 4, DW_LNS_copy)
                .append(setAddress(0x3008))
                .append(END));
        assertThat(table.lineFor(0x1007)).isEqualTo(1);
        assertThat(table.lineFor(0x1008)).isZero();
        assertThat(table.lineFor(0x2000)).isEqualTo(21);
        assertThat(table.lineFor(0)).as("discarded code").isZero();
        assertThat(table.lineFor(2)).as("discarded code").isZero();
        assertThat(table.lineFor(0x3000)).isEqualTo(9);
        assertThat(table.lineFor(0x3005)).isEqualTo(5);
        assertThat(table.rowsFor(1, 1)).extracting(LineRow::address).containsExactly(0x1000L);
    }

    @Test
    void theLinesOfAFile() {
        LineTable table = run(new Bytes()
                .append(setAddress(0x1000))
                .u8(DW_LNS_advance_line, 9, DW_LNS_copy)
                .u8(14 + 14 + 5) // the same line goes on
                .u8(14 + 14 + 7) // line 12
                .u8(14 + 14 + 3) // line 10 again
                .u8(DW_LNS_negate_stmt)
                .u8(14 + 14 + 8) // line 13, no statement
                .u8(DW_LNS_advance_pc, 1)
                .append(END));
        assertThat(table.rowsFor(1, 10)).extracting(LineRow::address).containsExactly(0x1000L, 0x1003L);
        assertThat(table.rowsFor(1, 13)).isEmpty();
        assertThat(table.rowsFor(2, 10)).isEmpty();
        assertThat(table.lineAtOrAfter(1, 11)).hasValue(12);
        assertThat(table.lineAtOrAfter(1, 13)).isEmpty();
    }

    @Test
    void rejectsWhatLies() {
        var endless = new Bytes().u8(0).uleb(-1).u8(0).uleb(-1);
        assertThatThrownBy(() -> read(version5(endless, new Bytes()))).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> run(new Bytes().u8(0).uleb(1L << 40))).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> run(new Bytes().u8(0, 0))).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> run(new Bytes().u8(0, 6, DW_LNE_set_address, 1, 2, 3, 4, 5)))
                .as("an address of five bytes")
                .isInstanceOf(FormatException.class);
        byte[] noRange = version4(1, 13, new Bytes().u8(200)).toArray();
        noRange[4 + 2 + 4 + 4] = 0;
        assertThatThrownBy(() -> read(MemorySegment.ofArray(noRange))).isInstanceOf(FormatException.class);
    }

    @Test
    void damagedInputIsRejectedOneWay() {
        var program = new Bytes()
                .append(setAddress(0x1000))
                .u8(DW_LNS_advance_line, 9, DW_LNS_copy, 14 + 14 + 5, DW_LNS_const_add_pc, 99)
                .u8(0, 2, DW_LNE_set_discriminator, 5)
                .append(END);
        var tables = new Bytes()
                .u8(1)
                .uleb(DW_LNCT_path)
                .uleb(DW_FORM_string)
                .uleb(1)
                .string("/d")
                .u8(2)
                .uleb(DW_LNCT_path)
                .uleb(DW_FORM_string)
                .uleb(DW_LNCT_directory_index)
                .uleb(DW_FORM_udata)
                .uleb(1)
                .string("a")
                .uleb(0);
        for (Bytes good : List.of(version4(1, 14, program), version5(tables, program))) {
            Malformed.truncated(good.toArray(), LineTableTest::readAll);
            Malformed.flipped(good.toArray(), 20_000, LineTableTest::readAll);
        }
    }

    private static void readAll(MemorySegment section) {
        LineTable table = read(section);
        for (LineRow row : table.rows()) {
            table.rowFor(row.address());
            table.path(row.file());
        }
        table.rowsFor(1, 10);
    }
}

package dev.sonde.debuginfo.dwarf.cfi;

import static dev.sonde.debuginfo.dwarf.cfi.DwCfa.*;
import static dev.sonde.debuginfo.dwarf.cfi.DwEhPe.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Bytes;
import dev.sonde.debuginfo.dwarf.Malformed;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallFrameInfoTest {
    private static final long CODE = 0x1000;
    private static final long LENGTH = 0x100;

    private static Bytes debugFrame(Bytes program) {
        return debugFrame(
                new Bytes()
                        .u8(DW_CFA_def_cfa)
                        .uleb(7)
                        .uleb(8)
                        .u8(DW_CFA_offset | 16)
                        .uleb(1),
                program);
    }

    private static Bytes debugFrame(Bytes initial, Bytes program) {
        var cie = new Bytes()
                .u32(0xffff_ffffL)
                .u8(4)
                .string("")
                .u8(8, 0)
                .uleb(1)
                .sleb(-8)
                .uleb(16);
        var fde = new Bytes().u32(0).u64(CODE).u64(LENGTH).append(program);
        return new Bytes().sized(cie.append(initial)).sized(fde);
    }

    private static CallFrameInfo read(Bytes debugFrame) {
        return CallFrameInfo.builder().debugFrame(debugFrame.segment()).build();
    }

    private static UnwindRow row(Bytes program, long offset) {
        return read(debugFrame(program)).rowFor(CODE + offset).orElseThrow();
    }

    private static Optional<RegisterRule> rule(Bytes program, int register) {
        return row(program, 0).rule(register);
    }

    @Test
    void rowsEndWhereTheLocationAdvances() {
        var program = new Bytes()
                .u8(DW_CFA_advance_loc | 4, DW_CFA_def_cfa_offset)
                .uleb(16)
                .u8(DW_CFA_advance_loc1, 4, DW_CFA_def_cfa_offset)
                .uleb(24)
                .u8(DW_CFA_advance_loc2)
                .u16(4)
                .u8(DW_CFA_def_cfa_register)
                .uleb(6)
                .u8(DW_CFA_advance_loc4)
                .u32(4)
                .u8(DW_CFA_def_cfa_offset_sf)
                .sleb(-4)
                .u8(DW_CFA_MIPS_advance_loc8)
                .u64(4)
                .u8(DW_CFA_def_cfa_sf)
                .uleb(7)
                .sleb(-1)
                .u8(DW_CFA_set_loc)
                .u64(CODE + 0x80)
                .u8(DW_CFA_nop, DW_CFA_GNU_args_size)
                .uleb(32);
        CallFrameInfo frames = read(debugFrame(program));
        var rows = frames.rows(frames.descriptionFor(CODE).orElseThrow());
        assertThat(rows)
                .extracting(UnwindRow::start)
                .containsExactly(CODE, CODE + 4, CODE + 8, CODE + 12, CODE + 16, CODE + 20, CODE + 0x80);
        assertThat(rows)
                .extracting(UnwindRow::cfa)
                .containsExactly(
                        new CfaRule.RegisterOffset(7, 8),
                        new CfaRule.RegisterOffset(7, 16),
                        new CfaRule.RegisterOffset(7, 24),
                        new CfaRule.RegisterOffset(6, 24),
                        new CfaRule.RegisterOffset(6, 32),
                        new CfaRule.RegisterOffset(7, 8),
                        new CfaRule.RegisterOffset(7, 8));
        assertThat(rows.getLast().end()).isEqualTo(CODE + LENGTH);
        assertThat(frames.rowFor(CODE + 7).orElseThrow().start()).isEqualTo(CODE + 4);
        assertThat(frames.rowFor(CODE - 1)).isEmpty();
        assertThat(frames.rowFor(CODE + LENGTH)).isEmpty();
    }

    @Test
    void everyRegisterRule() {
        assertThat(rule(new Bytes().u8(DW_CFA_offset | 3).uleb(2), 3)).contains(new RegisterRule.AtCfaOffset(-16));
        assertThat(rule(new Bytes().u8(DW_CFA_offset_extended).uleb(33).uleb(2), 33))
                .contains(new RegisterRule.AtCfaOffset(-16));
        assertThat(rule(new Bytes().u8(DW_CFA_offset_extended_sf).uleb(3).sleb(-2), 3))
                .contains(new RegisterRule.AtCfaOffset(16));
        assertThat(rule(
                        new Bytes()
                                .u8(DW_CFA_GNU_negative_offset_extended)
                                .uleb(3)
                                .uleb(2),
                        3))
                .contains(new RegisterRule.AtCfaOffset(16));
        assertThat(rule(new Bytes().u8(DW_CFA_val_offset).uleb(3).uleb(2), 3))
                .contains(new RegisterRule.CfaPlusOffset(-16));
        assertThat(rule(new Bytes().u8(DW_CFA_val_offset_sf).uleb(3).sleb(-2), 3))
                .contains(new RegisterRule.CfaPlusOffset(16));
        assertThat(rule(new Bytes().u8(DW_CFA_register).uleb(3).uleb(4), 3)).contains(new RegisterRule.InRegister(4));
        assertThat(rule(new Bytes().u8(DW_CFA_undefined).uleb(3), 3)).contains(new RegisterRule.Undefined());
        assertThat(rule(new Bytes().u8(DW_CFA_same_value).uleb(3), 3)).contains(new RegisterRule.SameValue());
        assertThat(rule(new Bytes().u8(DW_CFA_expression).uleb(3).uleb(2).u8(0x77, 8), 3)
                        .orElseThrow())
                .isInstanceOfSatisfying(
                        RegisterRule.AtExpression.class,
                        r -> assertThat(r.expression()).hasToString("DW_OP_breg7 8"));
        assertThat(rule(new Bytes().u8(DW_CFA_val_expression).uleb(3).uleb(1).u8(0x30), 3)
                        .orElseThrow())
                .isInstanceOfSatisfying(
                        RegisterRule.OfExpression.class,
                        r -> assertThat(r.expression()).hasToString("DW_OP_lit0"));
        assertThat(row(new Bytes().u8(DW_CFA_def_cfa_expression).uleb(1).u8(0x30), 0)
                        .cfa())
                .isInstanceOf(CfaRule.OfExpression.class);
        assertThat(rule(new Bytes(), 3)).isEmpty();
        assertThat(rule(new Bytes(), -1)).isEmpty();
        assertThat(rule(new Bytes(), 5000)).isEmpty();
        assertThat(row(new Bytes().u8(DW_CFA_undefined).uleb(3), 0).registers()).isEqualTo(List.of(3, 16));
    }

    @Test
    void laterRulesOverwriteEarlierOnesAndRestoreBringsTheInitialBack() {
        var program = new Bytes()
                .u8(DW_CFA_offset | 16)
                .uleb(3)
                .u8(DW_CFA_offset | 3)
                .uleb(2)
                .u8(DW_CFA_advance_loc | 1, DW_CFA_restore | 16, DW_CFA_restore | 3, DW_CFA_restore_extended)
                .uleb(40);
        assertThat(row(program, 0).rule(16)).contains(new RegisterRule.AtCfaOffset(-24));
        assertThat(row(program, 1).rule(16)).contains(new RegisterRule.AtCfaOffset(-8));
        assertThat(row(program, 1).rule(3)).as("has no initial rule").isEmpty();
    }

    @Test
    void remembersAndRestoresStates() {
        var program = new Bytes()
                .u8(DW_CFA_remember_state, DW_CFA_def_cfa_offset)
                .uleb(64)
                .u8(DW_CFA_same_value)
                .uleb(16)
                .u8(DW_CFA_advance_loc | 1, DW_CFA_restore_state);
        assertThat(row(program, 0).cfa()).isEqualTo(new CfaRule.RegisterOffset(7, 64));
        assertThat(row(program, 0).rule(16)).contains(new RegisterRule.SameValue());
        assertThat(row(program, 1).cfa()).isEqualTo(new CfaRule.RegisterOffset(7, 8));
        assertThat(row(program, 1).rule(16)).contains(new RegisterRule.AtCfaOffset(-8));
    }

    @Test
    void rejectsWhatIsWrong() {
        var deep = new Bytes();
        for (int i = 0; i < 1000; i++) {
            deep.u8(DW_CFA_remember_state);
        }
        for (Bytes program : List.of(
                deep,
                new Bytes().u8(DW_CFA_restore_state),
                new Bytes().u8(DW_CFA_GNU_window_save),
                new Bytes().u8(0x3f),
                new Bytes().u8(DW_CFA_undefined).uleb(1L << 40),
                new Bytes().u8(DW_CFA_advance_loc | 4, DW_CFA_set_loc).u64(CODE + 1),
                new Bytes()
                        .u8(DW_CFA_def_cfa_expression)
                        .uleb(1)
                        .u8(0x30, DW_CFA_def_cfa_offset)
                        .uleb(1))) {
            assertThatThrownBy(() -> row(program, 0x20)).isInstanceOf(FormatException.class);
        }
        CallFrameInfo noCfa = read(debugFrame(new Bytes(), new Bytes()));
        assertThatThrownBy(() -> noCfa.rowFor(CODE)).isInstanceOf(FormatException.class);
        CallFrameInfo moving = read(debugFrame(new Bytes().u8(DW_CFA_advance_loc | 1), new Bytes()));
        assertThatThrownBy(() -> moving.rowFor(CODE)).isInstanceOf(FormatException.class);
    }

    @Test
    void readsEveryAugmentation() {
        long section = 0x4000;
        var augmentation = new Bytes()
                .u8(DW_EH_PE_pcrel | DW_EH_PE_indirect | DW_EH_PE_sdata4)
                .u32(0x500)
                .u8(DW_EH_PE_datarel | DW_EH_PE_udata4)
                .u8(DW_EH_PE_textrel | DW_EH_PE_udata2);
        var cie = new Bytes()
                .u32(0)
                .u8(1)
                .string("zPLRSBX")
                .uleb(1)
                .sleb(-8)
                .u8(16)
                .uleb(augmentation.size())
                .append(augmentation)
                .u8(DW_CFA_def_cfa, 7, 8);
        long personalityAt = 4 + 4 + 1 + 8 + 1 + 1 + 1 + 1 + 1;
        var fde = new Bytes();
        int cieSize = cie.size() + 4;
        fde.u32(cieSize + 4).u16(0x20).u16(0x10).uleb(4).u32(0x30);
        var section64 = new Bytes().sized(cie).sized(fde).u32(0);
        // A 64-bit length, behind a terminator, as a linker leaves them.
        var wide = new Bytes()
                .u32(section64.size() + 12)
                .u16(0x80)
                .u16(0x10)
                .uleb(4)
                .u32(0);
        section64.u32(0xffff_ffffL).u64(wide.size()).append(wide);
        CallFrameInfo frames = CallFrameInfo.builder()
                .ehFrame(section64.segment(), section)
                .textBase(0x1000)
                .dataBase(0x9000)
                .build();

        FrameDescriptionEntry found = frames.descriptionFor(0x1025).orElseThrow();
        assertThat(found.start()).isEqualTo(0x1020);
        assertThat(found.length()).isEqualTo(0x10);
        assertThat(found.lsda()).contains(new EncodedPointer(0x9030, false));
        assertThat(found.cie().personality()).contains(new EncodedPointer(section + personalityAt + 0x500, true));
        assertThat(frames.rowFor(0x1025).orElseThrow().signalFrame()).isTrue();
        assertThat(frames.rowFor(0x1025).orElseThrow().returnAddressRegister()).isEqualTo(16);
        assertThat(frames.descriptionFor(0x1080).orElseThrow().lsda()).isEmpty();
        assertThat(frames.descriptions()).hasSize(2);
        assertThat(frames.diagnostics()).isEmpty();
    }

    @Test
    void oneBadDescriptionIsOneDiagnostic() {
        var good = debugFrame(new Bytes());
        var section = new Bytes().append(good).sized(new Bytes().u32(0x7777)).append(new Bytes());
        CallFrameInfo frames = read(section);
        assertThat(frames.rowFor(CODE)).isPresent();
        assertThat(frames.diagnostics()).hasSize(1);
        assertThat(frames.descriptions()).hasSize(1);
    }

    @Test
    void aBadHeaderIsNotUsed() {
        var section = new Bytes()
                .sized(new Bytes()
                        .u32(0)
                        .u8(1)
                        .string("")
                        .uleb(1)
                        .sleb(-8)
                        .u8(16)
                        .u8(DW_CFA_def_cfa, 7, 8));
        section.sized(new Bytes().u32(section.size() + 4).u64(CODE).u64(LENGTH));
        CallFrameInfo frames = CallFrameInfo.builder()
                .ehFrame(section.segment(), 0)
                .ehFrameHeader(new Bytes().u8(9, 9, 9).segment(), 0)
                .build();
        assertThat(frames.rowFor(CODE)).isPresent();
        assertThat(frames.diagnostics()).hasSize(1);
    }

    @Test
    void withoutSectionsThereAreNoRows() {
        assertThat(CallFrameInfo.builder().build().rowFor(CODE)).isEmpty();
        assertThat(CallFrameInfo.builder().build().descriptions()).isEmpty();
    }

    @Test
    void damagedInputIsRejectedOneWay() {
        byte[] good = debugFrame(new Bytes()
                        .u8(DW_CFA_advance_loc | 4, DW_CFA_remember_state, DW_CFA_expression)
                        .uleb(3)
                        .uleb(2)
                        .u8(0x77, 8, DW_CFA_advance_loc | 4, DW_CFA_restore_state, DW_CFA_restore | 16))
                .toArray();
        Malformed.truncated(good, CallFrameInfoTest::readAll);
        Malformed.flipped(good, 8_000, CallFrameInfoTest::readAll);
    }

    private static void readAll(MemorySegment bytes) {
        for (CallFrameInfo frames : List.of(
                CallFrameInfo.builder().debugFrame(bytes).build(),
                CallFrameInfo.builder().ehFrame(bytes, 0x4000).build(),
                CallFrameInfo.builder()
                        .ehFrame(bytes, 0x4000)
                        .ehFrameHeader(bytes, 0x5000)
                        .build())) {
            for (FrameDescriptionEntry fde : frames.descriptions()) {
                frames.rows(fde);
            }
            frames.rowFor(CODE + 5);
        }
    }
}

package dev.sonde.engine.x86_64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.x86_64.RegisterLocation.GeneralArea;
import dev.sonde.engine.x86_64.RegisterLocation.Slice;
import dev.sonde.engine.x86_64.RegisterLocation.XsaveArea;
import dev.sonde.engine.x86_64.RegisterLocation.XsavePieces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisterTableTest {
    private final RegisterTable table = RegisterTable.of(XsaveLayout.intel());

    @Test
    void namesAndAliasesAreUnique() {
        assertThat(table.names()).doesNotHaveDuplicates();
        assertThat(table.all()).extracting(Register::name).doesNotHaveDuplicates();
        assertThat(table.all()).allSatisfy(r -> assertThat(table.find(r.name())).containsSame(r));
    }

    @Test
    void dwarfNumbersAreThoseOfThePsAbi() {
        Map<Integer, String> expected = new TreeMap<>();
        List<String> first = List.of("rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp");
        for (int i = 0; i < 8; i++) {
            expected.put(i, first.get(i));
            expected.put(8 + i, "r" + (8 + i));
        }
        expected.put(16, "rip");
        for (int i = 0; i < 8; i++) {
            expected.put(33 + i, "st" + i);
            expected.put(41 + i, "mm" + i);
            expected.put(118 + i, "k" + i);
        }
        for (int i = 0; i < 16; i++) {
            expected.put(17 + i, "xmm" + i);
            expected.put(67 + i, "xmm" + (16 + i));
        }
        expected.putAll(Map.of(49, "eflags", 50, "es", 51, "cs", 52, "ss", 53, "ds", 54, "fs", 55, "gs"));
        expected.putAll(Map.of(58, "fs_base", 59, "gs_base", 64, "mxcsr", 65, "fctrl", 66, "fstat"));

        Map<Integer, String> actual = table.all().stream()
                .filter(r -> r.dwarfNumber().isPresent())
                .collect(Collectors.toMap(r -> r.dwarfNumber().getAsInt(), Register::name));
        assertThat(actual).isEqualTo(expected);
        assertThat(IntStream.range(-2, 200).boxed())
                .allSatisfy(number -> assertThat(table.byDwarfNumber(number).map(Register::name))
                        .isEqualTo(Optional.ofNullable(expected.get(number))));
    }

    @Test
    void everyRegisterLiesInsideWhatHoldsIt() {
        XsaveLayout layout = table.layout();
        for (Register register : table.all()) {
            switch (register.location()) {
                case Slice(Register parent, int offset) -> {
                    assertThat(offset).isNotNegative();
                    assertThat(offset + register.size()).as("%s", register).isLessThanOrEqualTo(parent.size());
                }
                case GeneralArea(int offset) -> {
                    assertThat(offset % 8).isZero();
                    assertThat(offset + register.size()).isLessThanOrEqualTo(RegisterFile.GENERAL_BYTES);
                }
                case XsaveArea(int component, int offset) ->
                    assertThat(offset + register.size())
                            .as("%s", register)
                            .isLessThanOrEqualTo(layout.component(component).size());
                case XsavePieces(var pieces) -> {
                    assertThat(pieces.stream().mapToInt(XsavePieces.Piece::size).sum())
                            .isEqualTo(register.size());
                    assertThat(pieces)
                            .allSatisfy(piece -> assertThat(piece.offset() + piece.size())
                                    .isLessThanOrEqualTo(
                                            layout.component(piece.component()).size()));
                }
                case RegisterLocation.TagWord _, RegisterLocation.PhysicalX87 _, RegisterLocation.DebugArea _ ->
                    assertThat(register.size()).isIn(2, 8);
            }
        }
    }

    @Test
    void offsetsAreThoseOfTheSystemHeader(@TempDir Path directory) throws IOException {
        Tools.assume("gcc");
        List<Register> general = table.all().stream()
                .filter(r -> r.location() instanceof GeneralArea)
                .toList();
        StringBuilder source = new StringBuilder("#include <stddef.h>\n#include <stdio.h>\n#include <sys/user.h>\n");
        source.append("int main(void) {\n");
        for (Register register : general) {
            source.append("printf(\"%zu\\n\", offsetof(struct user_regs_struct, ")
                    .append(register.name())
                    .append("));\n");
        }
        source.append("printf(\"%zu\\n\", sizeof(struct user_regs_struct));\n}\n");
        Path program = Tools.compile(directory, "offsets.c", source.toString());
        String output =
                new String(Tools.run(directory, new byte[0], List.of(program.toString())), StandardCharsets.US_ASCII);

        List<String> expected = new ArrayList<>();
        general.forEach(r -> expected.add(Integer.toString(r.generalOffset())));
        expected.add(Integer.toString(RegisterFile.GENERAL_BYTES));
        assertThat(output.lines()).containsExactlyElementsOf(expected);
    }

    @Test
    void aliasesLeadToTheSameRegister() {
        assertThat(table.require("pc")).isSameAs(Register.RIP);
        assertThat(table.require("sp")).isSameAs(Register.RSP);
        assertThat(table.require("fp")).isSameAs(Register.RBP);
        assertThat(table.require("ps")).isSameAs(Register.EFLAGS);
        assertThat(table.require("r8b")).isSameAs(table.require("r8l"));
        assertThat(table.require("FSW")).isSameAs(Register.FSTAT);
        assertThat(table.require("ftw")).isSameAs(Register.FTAG);
    }

    @Test
    void registersOfAbsentComponentsDoNotExist() {
        RegisterTable avx = RegisterTable.of(XsaveLayout.intel().restrictedTo(0b111));
        assertThat(avx.find("ymm15")).isPresent();
        for (String absent : List.of("zmm0", "zmm31", "xmm16", "ymm16", "k0", "pkru")) {
            assertThat(avx.find(absent)).as(absent).isEmpty();
        }
        assertThat(avx.byDwarfNumber(118)).isEmpty();
        assertThat(RegisterTable.of(XsaveLayout.legacy()).find("ymm0")).isEmpty();
        assertThatThrownBy(() -> avx.require("k0"))
                .isInstanceOf(RegisterException.class)
                .hasMessage("register k0: this machine has no such register");
    }

    @Test
    void groupsAreInGdbsOrder() {
        RegisterTable plain = RegisterTable.of(XsaveLayout.legacy());
        assertThat(plain.generalGroup())
                .extracting(Register::name)
                .containsExactly(("rax rbx rcx rdx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15 rip eflags"
                                + " cs ss ds es fs gs")
                        .split(" "));
        assertThat(plain.floatGroup())
                .extracting(Register::name)
                .containsExactly(
                        "st0 st1 st2 st3 st4 st5 st6 st7 fctrl fstat ftag fiseg fioff foseg fooff fop".split(" "));
        assertThat(table.vectorGroup())
                .hasSize(33)
                .startsWith(Register.MXCSR, table.require("zmm0"))
                .endsWith(table.require("zmm31"));
        assertThat(plain.vectorGroup()).hasSize(17).endsWith(plain.require("xmm15"));
        assertThat(RegisterTable.of(XsaveLayout.intel().restrictedTo(7)).vectorGroup())
                .hasSize(17)
                .contains(table.require("ymm15"));
        assertThat(plain.allGroups()).hasSize(24 + 16 + 17);
        assertThat(table.ofKind(RegisterKind.DEBUG))
                .extracting(Register::name)
                .containsExactly("dr0", "dr1", "dr2", "dr3", "dr6", "dr7");
    }
}

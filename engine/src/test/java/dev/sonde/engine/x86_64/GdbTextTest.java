package dev.sonde.engine.x86_64;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the texts with gdb's on a program that loads awkward values. The same registers reach this package by the
 * core file that gdb writes. gdb 13 knows Intel's layout only, and writes that even where the processor has another; so
 * both sides see the same components.
 */
class GdbTextTest {
    private static final String SEPARATOR = "----";
    private static final int NT_PRSTATUS = 1;
    private static final int NT_X86_XSTATE = 0x202;
    private static final int PRSTATUS_REGISTERS = 112;

    private static final RegisterText TEXT = new RegisterText(_ -> "");

    private static RegisterFile registers;
    private static List<List<String>> sections;

    @BeforeAll
    static void runGdb(@TempDir Path directory) throws IOException {
        Tools.assume("gcc", "gdb");
        String source;
        try (InputStream resource = GdbTextTest.class.getResourceAsStream("load-registers.s")) {
            source = new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        }
        Path program = Tools.compile(directory, "load-registers.s", source, "-nostdlib", "-static");
        Path core = directory.resolve("core");
        List<String> command = new ArrayList<>(List.of("gdb", "--batch", "-nx", "-nh"));
        List<String> names = new ArrayList<>();
        for (String size : List.of("xmm", "ymm", "zmm")) {
            for (int i = 0; i < 8; i++) {
                names.add(size + i);
            }
        }
        names.addAll(List.of("rax", "rbx", "rsp", "rip", "eflags", "mxcsr", "st0", "st1", "st2", "st5", "st6", "k0"));
        names.addAll(List.of("eax", "ax", "al", "ah", "r9d", "r9w", "r9l", "fctrl", "ftag", "cs", "orig_rax"));
        for (String each : List.of("run", "generate-core-file " + core, "info registers", "info all-registers")) {
            command.addAll(List.of("-ex", each, "-ex", "echo " + SEPARATOR + "\\n"));
        }
        command.addAll(List.of("-ex", "info float", "-ex", "echo " + SEPARATOR + "\\n"));
        for (String name : names) {
            command.addAll(List.of("-ex", "info registers " + name, "-ex", "echo " + name + "="));
            command.addAll(List.of("-ex", "output $" + name, "-ex", "echo \\n"));
        }
        command.add(program.toString());
        String output = new String(Tools.run(directory, new byte[0], command), StandardCharsets.UTF_8);
        sections = new ArrayList<>(List.of(new ArrayList<>()));
        output.lines().forEach(line -> {
            if (line.equals(SEPARATOR)) {
                sections.add(new ArrayList<>());
            } else {
                sections.getLast().add(line);
            }
        });
        registers = fromCore(Files.readAllBytes(core));
    }

    @Test
    void infoRegistersListsTheSameRows() {
        assertThat(registers.table().generalGroup().stream()
                        .map(GdbTextTest::row)
                        .toList())
                .isEqualTo(sections.get(2));
    }

    @Test
    void infoAllRegistersHasTheSameRows() {
        assertThat(registers.table().allGroups().stream().map(GdbTextTest::row).toList())
                .isEqualTo(sections.get(3));
    }

    @Test
    void infoFloatIsTheSame() {
        assertThat(X87Text.lines(registers).stream().map(String::stripTrailing).toList())
                .isEqualTo(sections.get(4).stream().map(String::stripTrailing).toList());
    }

    @Test
    void singleRegistersReadTheSame() {
        int compared = 0;
        for (String line : sections.get(5)) {
            String name = line.split("[ =]", 2)[0];
            Optional<Register> register = registers.table().find(name);
            // On a machine without AVX-512 gdb knows no zmm0 either.
            if (register.isPresent()) {
                String natural = TEXT.natural(register.get(), registers.read(register.get()));
                // gdb writes the type of a pointer before it.
                String expected = line.replaceFirst("=\\(.*\\) 0x", "=0x");
                assertThat(line.startsWith(name + "=") ? name + "=" + natural : row(register.get()))
                        .isEqualTo(expected);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(60);
    }

    private static String row(Register register) {
        return TEXT.row(register, registers.read(register));
    }

    /** Reads the two notes of the first thread (elf(5), and {@code struct elf_prstatus} of {@code <sys/procfs.h>}). */
    private static RegisterFile fromCore(byte[] core) {
        ByteBuffer file = ByteBuffer.wrap(core).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, byte[]> notes = new HashMap<>();
        int headers = (int) file.getLong(32);
        for (int i = 0; i < file.getShort(56); i++) {
            int header = headers + i * file.getShort(54);
            if (file.getInt(header) == 4) {
                int at = (int) file.getLong(header + 8);
                int end = at + (int) file.getLong(header + 32);
                while (at < end) {
                    int nameSize = file.getInt(at);
                    int size = file.getInt(at + 4);
                    int content = at + 12 + ((nameSize + 3) & ~3);
                    notes.putIfAbsent(file.getInt(at + 8), Arrays.copyOfRange(core, content, content + size));
                    at = content + ((size + 3) & ~3);
                }
            }
        }
        byte[] status = Objects.requireNonNull(notes.get(NT_PRSTATUS));
        byte[] area = Objects.requireNonNull(notes.get(NT_X86_XSTATE));
        XsaveLayout layout =
                XsaveLayout.ofSavedArea(MemorySegment.ofArray(area)).orElseThrow();
        FakeThread thread = new FakeThread(area.length);
        thread.xsave = area;
        System.arraycopy(status, PRSTATUS_REGISTERS, thread.general, 0, RegisterFile.GENERAL_BYTES);
        return new RegisterFile(RegisterTable.of(layout), thread);
    }
}

package dev.sonde.debuginfo.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real files as readelf and objdump show them. */
class ReadelfTest {
    private static final Pattern SECTION = Pattern.compile(
            "\\s*\\[\\s*(\\d+)] (\\S*)\\s+(\\S+)\\s+([0-9a-f]{16}) ([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]{2,}) .*");
    private static final Pattern SEGMENT = Pattern.compile(
            "  (\\S+)\\s+0x([0-9a-f]+) 0x([0-9a-f]+) 0x[0-9a-f]+ 0x([0-9a-f]+) 0x([0-9a-f]+) ([RWE ]{3}) 0x([0-9a-f]+)");
    private static final Pattern SYMBOL =
            Pattern.compile("\\s*(\\d+): ([0-9a-f]{16})\\s+(\\w+) (\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)(?: (.*))?");
    private static final Pattern STUB = Pattern.compile("([0-9a-f]{16}) <(.*)@plt>:");

    @TempDir
    static Path directory;

    static Stream<Path> files() {
        return Stream.of(
                Path.of("/bin/ls"),
                Path.of("/lib/x86_64-linux-gnu/libc.so.6"),
                Path.of("/usr/lib/x86_64-linux-gnu/libstdc++.so.6"),
                Path.of("/usr/bin/python3"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void headersAgree(Path file) throws IOException {
        Tool.requireFile(file);
        checkHeaders(file);
    }

    @ParameterizedTest
    @MethodSource("files")
    void symbolsAgree(Path file) throws IOException {
        Tool.requireFile(file);
        checkSymbols(file);
    }

    @ParameterizedTest
    @MethodSource("files")
    void dynamicSectionAndBuildIdAgree(Path file) throws IOException {
        Tool.requireFile(file);
        ElfFile elf = ElfFile.open(file);
        List<String> needed = new ArrayList<>();
        for (String line : Tool.lines("readelf", "-dW", file.toString())) {
            Matcher matcher = Pattern.compile(".*\\(NEEDED\\).*\\[(.*)]").matcher(line);
            if (matcher.matches()) {
                needed.add(matcher.group(1));
            }
        }
        assertThat(elf.dynamic().needed()).isEqualTo(needed);
        String notes = String.join("\n", Tool.lines("readelf", "-nW", file.toString()));
        assertThat(notes).contains("Build ID: " + elf.buildId().orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("files")
    void pltStubsAgree(Path file) throws IOException {
        Tool.requireFile(file);
        checkStubs(file);
    }

    @Test
    void aRelocatableObjectAgrees() throws IOException {
        Path object = compile("object.o", "-c", "-g");
        checkHeaders(object);
        checkSymbols(object);
        assertThat(ElfFile.open(object).isRelocatable()).isTrue();
    }

    @Test
    void programsLinkedInSeveralWaysAgree() throws IOException {
        for (String flags : List.of("", "-static", "-no-pie", "-fcf-protection -Wl,-z,ibtplt", "-Wl,-z,now")) {
            Path program = compile("program", flags.isEmpty() ? new String[0] : flags.split(" ", -1));
            checkHeaders(program);
            checkSymbols(program);
            checkStubs(program);
        }
    }

    @Test
    void theDynamicSymbolsAreFoundWithoutSectionHeaders() throws IOException {
        Path program = compile("program.full", "-rdynamic");
        byte[] stripped = Files.readAllBytes(program);
        // e_shoff, then e_shentsize to e_shstrndx
        for (int i = 40; i < 48; i++) {
            stripped[i] = 0;
        }
        for (int i = 58; i < 64; i++) {
            stripped[i] = 0;
        }
        Path bare = Files.write(directory.resolve("program.bare"), stripped);
        ElfFile full = ElfFile.open(program);
        ElfFile elf = ElfFile.open(bare);
        assertThat(elf.sections()).isEmpty();
        assertThat(elf.dynamic().entries()).isEqualTo(full.dynamic().entries());
        assertThat(elf.dynamic().needed()).isEqualTo(full.dynamic().needed());
        assertThat(elf.dynamicSymbols().stream())
                .containsExactlyElementsOf(full.dynamicSymbols().stream().toList());
        assertThat(elf.buildId()).isEqualTo(full.buildId());
        long main = full.symbols().named("main").getFirst().value();
        assertThat(elf.symbolAt(main + 1)).map(Symbol::name).contains("main");
    }

    private static Path compile(String name, String... flags) throws IOException {
        Path source = directory.resolve("source.c");
        Files.writeString(source, """
                #include <stdio.h>
                #include <stdlib.h>
                static int counter;
                _Thread_local int perThread = 3;
                static int twice(int n) { return 2 * n + counter; }
                int main(int argc, char **argv) {
                    printf("%d %s %d\\n", twice(argc), argv[0], perThread);
                    return atexit((void (*)(void)) abort);
                }
                """);
        Path output = directory.resolve(name);
        List<String> command = new ArrayList<>(List.of("gcc", "-o", output.toString(), source.toString()));
        command.addAll(List.of(flags));
        Tool.lines(command.toArray(String[]::new));
        return output;
    }

    private static void checkHeaders(Path file) throws IOException {
        ElfFile elf = ElfFile.open(file);
        List<String> expected = new ArrayList<>();
        for (String line : Tool.lines("readelf", "-SW", file.toString())) {
            Matcher m = SECTION.matcher(line);
            if (m.matches() && !m.group(1).equals("0")) {
                expected.add(m.group(1) + " " + m.group(2) + " " + hex(m, 4) + " " + hex(m, 5) + " " + hex(m, 6) + " "
                        + hex(m, 7));
            }
        }
        assertThat(elf.sections().stream().skip(1))
                .extracting(s -> s.index() + " " + s.name() + " " + s.address() + " " + s.offset() + " " + s.size()
                        + " " + s.entrySize())
                .isEqualTo(expected)
                .isNotEmpty();
        List<String> segments = new ArrayList<>();
        for (String line : Tool.lines("readelf", "-lW", file.toString())) {
            Matcher m = SEGMENT.matcher(line);
            if (m.matches()) {
                segments.add(hex(m, 2) + " " + hex(m, 3) + " " + hex(m, 4) + " " + hex(m, 5) + " " + m.group(6) + " "
                        + hex(m, 7));
            }
        }
        assertThat(elf.segments())
                .extracting(s -> s.offset() + " " + s.address() + " " + s.fileSize() + " " + s.memorySize() + " "
                        + (s.isReadable() ? "R" : " ") + (s.isWritable() ? "W" : " ") + (s.isExecutable() ? "E" : " ")
                        + " " + s.alignment())
                .isEqualTo(segments);
        String header = String.join("\n", Tool.lines("readelf", "-hW", file.toString()));
        assertThat(header)
                .containsPattern("Entry point address: +0x"
                        + Long.toHexString(elf.header().entry()) + "\n");
    }

    private static void checkSymbols(Path file) throws IOException {
        ElfFile elf = ElfFile.open(file);
        List<String> expected = new ArrayList<>();
        for (String line : Tool.lines("readelf", "-sW", file.toString())) {
            Matcher m = SYMBOL.matcher(line);
            if (m.matches()) {
                // Versions carry their number after the name, attributes stand between visibility and index.
                String name = m.group(8) == null ? "" : m.group(8).replaceFirst(" \\(\\d+\\)$", "");
                expected.add(String.join(
                        " ",
                        m.group(1),
                        m.group(2),
                        Long.decode(m.group(3)) + "",
                        m.group(4),
                        m.group(5),
                        m.group(6),
                        m.group(7),
                        name));
            }
        }
        List<String> found = new ArrayList<>();
        describe(elf, elf.dynamicSymbols(), found);
        describe(elf, elf.symbols(), found);
        assertThat(found).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).isEqualTo(expected.get(i));
        }
    }

    private static void describe(ElfFile elf, SymbolTable table, List<String> lines) {
        for (int i = 0; i < table.size(); i++) {
            Symbol s = table.get(i);
            String index = switch (s.sectionIndex()) {
                case Symbol.SHN_UNDEF -> "UND";
                case Symbol.SHN_ABS -> "ABS";
                case Symbol.SHN_COMMON -> "COM";
                default -> String.valueOf(s.sectionIndex());
            };
            String name = s.type() == Symbol.Type.SECTION && s.name().isEmpty()
                    ? elf.sections().get(s.sectionIndex()).name()
                    : s.versionedName();
            lines.add(String.join(
                    " ",
                    i + "",
                    String.format("%016x", s.value()),
                    s.size() + "",
                    s.type() == Symbol.Type.GNU_IFUNC ? "IFUNC" : s.type().name(),
                    s.binding() == Symbol.Binding.GNU_UNIQUE
                            ? "UNIQUE"
                            : s.binding().name(),
                    s.visibility().name(),
                    index,
                    name));
        }
    }

    private static void checkStubs(Path file) throws IOException {
        Map<Long, String> expected = new TreeMap<>();
        List<String> command = new ArrayList<>(List.of("objdump", "-d"));
        ElfFile elf = ElfFile.open(file);
        for (Section section : elf.sections()) {
            if (section.name().startsWith(".plt")) {
                command.addAll(List.of("-j", section.name()));
            }
        }
        command.add(file.toString());
        if (command.size() > 3) {
            for (String line : Tool.lines(command.toArray(String[]::new))) {
                Matcher m = STUB.matcher(line);
                if (m.matches()) {
                    expected.put(Long.parseUnsignedLong(m.group(1), 16), m.group(2));
                }
            }
        }
        Map<Long, String> found = new TreeMap<>();
        for (PltStub stub : elf.pltStubs()) {
            found.put(stub.address(), stub.target());
            assertThat(elf.pltStubAt(stub.address() + 3)).contains(stub);
        }
        // For an indirect function objdump shows the address of its resolver, we its name where a symbol has it.
        expected.replaceAll((address, target) -> target.startsWith("*ABS*+0x")
                ? elf.symbolAt(Long.parseUnsignedLong(target.substring(8), 16))
                        .filter(symbol -> symbol.type() == Symbol.Type.GNU_IFUNC)
                        .map(Symbol::name)
                        .orElse(target)
                : target);
        if (expected.isEmpty()) {
            // objdump names no stubs in a static program.
            assertThat(found.values()).doesNotContain("").allMatch(name -> !name.startsWith("*ABS*"));
        } else {
            assertThat(found).isEqualTo(expected);
        }
    }

    private static long hex(Matcher matcher, int group) {
        return Long.parseUnsignedLong(matcher.group(group), 16);
    }
}

package dev.sonde.debuginfo.symbolize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Programs;
import dev.sonde.debuginfo.dwarf.Tools;
import dev.sonde.debuginfo.elf.DebugFileLocator;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.debuginfo.elf.Symbol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the information comes from, and what is left when some of it is missing or damaged. */
class SymbolizerTest {
    private static final DebugFileLocator NOWHERE = DebugFileLocator.in(List.of());

    @TempDir
    Path directory;

    @Test
    void takesASeparateDebugFile() throws IOException {
        Path program = Programs.shapes(directory, "-g", "-O2");
        long[] addresses = addresses(program);
        List<List<Frame>> whole = frames(Symbolizer.open(program, NOWHERE), addresses);
        Tools.run(directory, "objcopy", "--only-keep-debug", "shapes", "shapes.debug");
        Tools.run(directory, "objcopy", "--strip-all", "--add-gnu-debuglink=shapes.debug", "shapes");
        Symbolizer stripped = Symbolizer.open(program, NOWHERE);
        assertThat(stripped.debugFile()).contains(directory.resolve("shapes.debug"));
        assertThat(frames(stripped, addresses)).isEqualTo(whole);
        assertThat(whole).anyMatch(frames -> frames.size() > 2);
        assertThat(stripped.diagnostics()).isEmpty();
    }

    @Test
    void saysWhyADebugFileIsNotUsed() throws IOException {
        Path program = Programs.shapes(directory, "-g");
        Tools.run(directory, "objcopy", "--strip-all", "--add-gnu-debuglink=shapes", "shapes", "stripped");
        Programs.shapes(directory, "-g", "-O2", "-DOTHER", "-Wl,--build-id=md5");
        Symbolizer symbolizer = Symbolizer.open(directory.resolve("stripped"), NOWHERE);
        assertThat(symbolizer.debugFile()).isEmpty();
        assertThat(symbolizer.diagnostics()).singleElement().asString().contains(program.toString(), "expected");
    }

    @Test
    void takesSplitFilesAndGoesOnWithoutThem() throws IOException {
        Path program = Programs.shapes(directory, "-g", "-O2");
        long[] addresses = addresses(program);
        List<List<Frame>> whole = frames(Symbolizer.open(program, NOWHERE), addresses);
        Programs.shapes(directory, "-g", "-O2", "-gsplit-dwarf");
        assertThat(frames(Symbolizer.open(program, NOWHERE), addresses)).isEqualTo(whole);

        // Another place than where the compiler wrote to.
        Path moved = Files.createDirectory(directory.resolve("moved"));
        List<Path> split;
        try (Stream<Path> files = Files.list(directory)) {
            split = files.filter(file -> file.toString().endsWith(".dwo")).toList();
        }
        assertThat(split).isNotEmpty();
        for (Path file : split) {
            Files.move(file, moved.resolve(file.getFileName()));
        }
        Files.copy(program, moved.resolve("shapes"));
        assertThat(frames(Symbolizer.open(moved.resolve("shapes"), NOWHERE), addresses))
                .isEqualTo(whole);

        Symbolizer without = Symbolizer.open(program, NOWHERE);
        Frame main = without.frames(symbol(program, "main").value()).getFirst();
        assertThat(main.function()).contains("main");
        assertThat(main.file()).hasValueSatisfying(file -> assertThat(file).endsWith("shapes.cpp"));
        assertThat(main.line()).isPositive();
        assertThat(without.diagnostics()).singleElement().asString().endsWith(".dwo is missing");
    }

    @Test
    void theSymbolTableNamesWhatIsLeft() throws IOException {
        Path program = Tools.compile(
                directory, "plain", "plain.c", "static int f(int a) { return a; } int main(void) { return f(1); }");
        Symbolizer symbolizer = Symbolizer.open(program, NOWHERE);
        assertThat(symbolizer.frames(symbol(program, "main").value()))
                .containsExactly(new Frame(Optional.of("main"), Optional.empty(), 0, 0, 0, false));
        assertThat(symbolizer.frames(symbol(program, "f").value()))
                .containsExactly(new Frame(Optional.of("f"), Optional.of("plain.c"), 0, 0, 0, false));
        assertThat(symbolizer.frames(0x7fff_0000_0000L)).isEmpty();
    }

    @Test
    void damagedInformationLeavesTheSymbolTable() throws IOException {
        Path program = Programs.shapes(directory, "-g", "-gz=none");
        Section info = ElfFile.open(program).section(".debug_info").orElseThrow();
        byte[] bytes = Files.readAllBytes(program);
        // The abbreviation of the first entry: none has this code.
        ByteBuffer.wrap(bytes).position((int) info.offset() + 12).put(new byte[] {-1, -1, 3});
        Path damaged = Files.write(directory.resolve("damaged"), bytes);
        Symbolizer symbolizer = Symbolizer.open(damaged, NOWHERE);
        assertThat(symbolizer.frames(symbol(program, "main").value()))
                .first()
                .satisfies(frame -> assertThat(frame.function()).contains("main"));
        assertThat(symbolizer.diagnostics()).isNotEmpty();
    }

    @Test
    void namesAnObjectFile() throws IOException {
        Path object = Tools.compile(
                directory, "one.o", "one.c", "int first(int a) {\n  return a;\n}\nint two;\n", "-c", "-g");
        Frame frame = Symbolizer.open(object, NOWHERE).frames(0).getFirst();
        assertThat(frame.function()).contains("first");
        assertThat(frame.line()).isEqualTo(1);
        Tools.run(directory, "objcopy", "--strip-debug", "one.o");
        assertThat(Symbolizer.open(object, NOWHERE).frames(0).getFirst().function())
                .contains("first");
    }

    @Test
    void refusesWhatIsNoElfFile() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "no ELF file");
        assertThatThrownBy(() -> Symbolizer.open(text)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> Symbolizer.open(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    private static long[] addresses(Path program) throws IOException {
        Section text = ElfFile.open(program).section(".text").orElseThrow();
        return IntStream.range(0, (int) text.size())
                .mapToLong(i -> text.address() + i)
                .toArray();
    }

    private static List<List<Frame>> frames(Symbolizer symbolizer, long[] addresses) {
        return IntStream.range(0, addresses.length)
                .mapToObj(i -> symbolizer.frames(addresses[i]))
                .toList();
    }

    private static Symbol symbol(Path program, String name) throws IOException {
        return ElfFile.open(program).symbols().named(name).getFirst();
    }
}

package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Section;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sonde symbolize}, against addr2line on every address of programs that are compiled without optimisation or without debug information. */
class SymbolizeTest {
    private static final String SOURCE = """
            #include <cstdio>
            #include <cstdlib>
            namespace shapes {
            struct Shape {
              explicit Shape(int sides) : sides_(sides) { if (sides < 0) std::abort(); }
              virtual ~Shape() { std::puts("gone"); }
              virtual int area() const = 0;
              int sides_;
            };
            template <typename T> inline T twice(T value) { return value + value; }
            inline int square(int value) { return value > 100 ? std::abs(value) : value * value; }
            }
            namespace {
            struct Square : shapes::Shape {
              explicit Square(int side) : Shape(4), side_(side) {}
              int area() const override { return shapes::square(side_) + shapes::twice(side_); }
              int side_;
            };
            __attribute__((noinline)) int sum(const Square *squares, int count) {
              int total = 0;
              for (int i = 0; i < count; i++) total += shapes::square(squares[i].side_) + squares[i].area();
              return total;
            }
            }
            extern "C" int plain(int value) { return shapes::twice(shapes::square(value)); }
            int main(int argc, char **argv) {
              Square squares[] = {Square(argc), Square(argc + 1)};
              std::printf("%d %d %s\\n", sum(squares, 2), plain(argc), argv[0]);
              return 0;
            }
            """;

    @TempDir
    Path directory;

    private record Result(int status, List<String> out, String err) {}

    @ParameterizedTest
    @ValueSource(strings = {"-O0 -gdwarf-5", "-O2 -g0"})
    void printsWhatAddr2linePrints(String flags) throws IOException, InterruptedException {
        comparedWithAddr2line(compile(flags));
    }

    private void comparedWithAddr2line(Path program) throws IOException, InterruptedException {
        Section text = ElfFile.open(program).section(".text").orElseThrow();
        List<String> command = new ArrayList<>(List.of("addr2line", "-afi", "-C", "-e", program.toString()));
        List<String> words = new ArrayList<>(List.of("symbolize", program.toString()));
        ElfFile.open(program)
                .symbols()
                .searchable()
                .filter(symbol -> symbol.isFunction() && symbol.size() > 0 && text.contains(symbol.value()))
                .forEach(symbol -> {
                    for (long address = symbol.value(); address < symbol.value() + symbol.size(); address++) {
                        command.add(Long.toHexString(address));
                        words.add("0x" + Long.toHexString(address));
                    }
                });
        words.add("7f0000000000");
        command.add("7f0000000000");
        List<String> expected = run(command.toArray(String[]::new));
        Result result = sonde("", words.toArray(String[]::new));
        assertThat(result.out()).isEqualTo(expected).hasSizeGreaterThan(300);
        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @Test
    void readsAddressesFromTheInput() throws IOException, InterruptedException {
        Path program = compile("-O0 -g");
        long main = ElfFile.open(program).symbols().named("main").getFirst().value();
        Result given = sonde("", "symbolize", program.toString(), Long.toHexString(main), "0x0");
        Result read = sonde("0x" + Long.toHexString(main) + "\n\n 0 \n", "symbolize", program.toString());
        assertThat(read).isEqualTo(given);
        assertThat(given.out())
                .containsExactly(
                        String.format("0x%016x", main),
                        "main",
                        directory.resolve("shapes.cpp") + ":26",
                        "0x0000000000000000",
                        "??",
                        "??:0");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThat(sonde("", "symbolize")).satisfies(r -> failed(r, "needs a FILE"));
        assertThat(sonde("", "symbolize", "-x")).satisfies(r -> failed(r, "unrecognized option '-x'"));
        String missing = directory.resolve("missing").toString();
        assertThat(sonde("", "symbolize", missing, "0")).satisfies(r -> failed(r, missing + ": No such file"));
        String text = Files.writeString(directory.resolve("text"), "nothing").toString();
        assertThat(sonde("", "symbolize", text, "0"))
                .satisfies(r -> failed(r, text + ": not a 64-bit little-endian ELF file: "));
        assertThat(sonde("", "symbolize", directory.toString(), "0")).satisfies(r -> failed(r, "not a regular file"));
        Result bad =
                sonde("", "symbolize", ProcessHandle.current().info().command().orElseThrow(), "zz", "0");
        assertThat(bad.status()).isEqualTo(1);
        assertThat(bad.err()).contains("\"zz\" is no hexadecimal address");
        assertThat(bad.out()).containsExactly("0x0000000000000000", "??", "??:0");
        assertThat(sonde("", "symbolize", "--help").out())
                .first()
                .isEqualTo("Usage: sonde symbolize FILE [ADDRESS...]");
    }

    private static void failed(Result result, String message) {
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("sonde: ").contains(message);
    }

    private static Result sonde(String input, String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int status = new Main(
                        in,
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        false)
                .run(words);
        return new Result(
                status, out.toString(StandardCharsets.UTF_8).lines().toList(), err.toString(StandardCharsets.UTF_8));
    }

    private Path compile(String flags) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("shapes.cpp"), SOURCE);
        List<String> command = new ArrayList<>(List.of("g++", "-o", "shapes"));
        command.addAll(List.of(flags.split(" ", -1)));
        command.add(directory.resolve("shapes.cpp").toString());
        run(command.toArray(String[]::new));
        return directory.resolve("shapes");
    }

    private List<String> run(String... command) throws IOException, InterruptedException {
        for (String tool : List.of("g++", "addr2line")) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin", tool)), tool + " is not installed");
        }
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as("%s", List.of(command)).isZero();
        return lines;
    }
}

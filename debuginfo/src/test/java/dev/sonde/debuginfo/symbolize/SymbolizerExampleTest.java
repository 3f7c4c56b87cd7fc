package dev.sonde.debuginfo.symbolize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.dwarf.Tools;
import dev.sonde.debuginfo.elf.ElfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example in the documentation of the package, taken from there, compiled and run in a JVM of its own. */
@Timeout(120)
class SymbolizerExampleTest {
    private static final Path SOURCE = Path.of("src/main/java/dev/sonde/debuginfo/symbolize/package-info.java");

    @Test
    void theExampleInTheDocumentationWorks(@TempDir Path directory) throws IOException, InterruptedException {
        String documentation = Files.readString(SOURCE);
        int start = documentation.indexOf("{@snippet :") + "{@snippet :".length();
        String example = documentation
                .substring(start, documentation.indexOf("\n * }\n */", start))
                .lines()
                .map(line -> line.replaceFirst("^ \\* ?", ""))
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(directory.resolve("Example.java"), example);
        Path program = Tools.compile(directory, "crash", "crash.c", """
                static inline __attribute__((always_inline)) int inner(int *p) {
                  return *(volatile int *)p;
                }
                int outer(int *p) { return inner(p); }
                int main(void) { return outer(0); }
                """, "-O2", "-g");
        long address = ElfFile.open(program).symbols().named("outer").getFirst().value();

        String classPath = System.getProperty("jdk.module.path") == null
                ? System.getProperty("java.class.path")
                : System.getProperty("java.class.path") + ":" + System.getProperty("jdk.module.path");
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        file.toString(),
                        program.toString(),
                        Long.toHexString(address)))
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(output).isZero();
        String source = directory.resolve("crash.c").toString();
        assertThat(output.lines())
                .containsExactly("inner at " + source + ":2, inlined into", "outer at " + source + ":4");
    }
}

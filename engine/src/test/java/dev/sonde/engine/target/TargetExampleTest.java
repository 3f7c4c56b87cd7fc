package dev.sonde.engine.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example in the documentation of {@link Target}, taken from there, compiled and run in a JVM of its own. */
@Timeout(120)
class TargetExampleTest {
    private static final Path SOURCE = Path.of("src/main/java/dev/sonde/engine/target/Target.java");

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
        Path program = TestProgram.of("loop.c").compile();

        String classPath = System.getProperty("jdk.module.path") == null
                ? System.getProperty("java.class.path")
                : System.getProperty("java.class.path") + ":" + System.getProperty("jdk.module.path");
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        file.toString(),
                        program.toString(),
                        "work"))
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(output).isZero();
        assertThat(output.lines().filter(line -> line.equals("work+8"))).hasSize(3);
        assertThat(output).contains("BreakpointHit").endsWith("Exited[code=0]\n");
    }
}

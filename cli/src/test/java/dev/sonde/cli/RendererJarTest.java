package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar of the user's adds renderers of the user's classes. */
class RendererJarTest {
    private static final String SOURCE = """
            package example;

            import dev.sonde.engine.renderer.ObjectView;
            import dev.sonde.engine.renderer.Renderer;
            import dev.sonde.engine.renderer.RendererProvider;
            import dev.sonde.engine.value.Rendering;
            import dev.sonde.engine.value.StructType;
            import java.util.List;

            public final class Shapes implements RendererProvider {
                public String name() { return "shapes"; }
                public List<Renderer> renderers() { return List.of(new Point()); }

                static final class Point implements Renderer {
                    public String name() { return "Point"; }
                    public boolean accepts(StructType type) { return type.tag().equals("Point"); }
                    public Rendering render(ObjectView point) {
                        return Rendering.text("(" + point.member("x").number() + ", " + point.member("y").number() + ")");
                    }
                }
            }
            """;

    @TempDir
    private Path directory;

    private Path jar() throws IOException, URISyntaxException {
        Path source = Files.writeString(directory.resolve("Shapes.java"), SOURCE);
        Path engine = Path.of(dev.sonde.engine.renderer.Renderer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Process compiler = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                        "-cp",
                        engine.toString(),
                        "-d",
                        classes.toString(),
                        source.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(compiler.onExit().join().exitValue()).describedAs(said).isZero();
        Path jar = directory.resolve("shapes.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> compiled = Files.walk(classes)) {
            out.putNextEntry(new JarEntry("META-INF/services/dev.sonde.engine.renderer.RendererProvider"));
            out.write("example.Shapes\n".getBytes(StandardCharsets.UTF_8));
            for (Path each : compiled.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                out.write(Files.readAllBytes(each));
            }
        }
        return jar;
    }

    @Test
    void itsRenderersComeFirstAndCanBeDisabled() throws IOException, URISyntaxException {
        Path program = TestProgram.of("containers.cc")
                .flags("-std=c++20", "-DWITH_PATHS", "-w")
                .compile();
        List<String> lines = BatchRun.sonde(
                program,
                List.of(
                        "source " + jar(),
                        "break inspect",
                        "run",
                        "print point",
                        "up",
                        "print points",
                        "print/r points[0]",
                        "info pretty-printer global shapes",
                        "disable pretty-printer global shapes",
                        "info pretty-printer global shapes",
                        "print points",
                        "disable pretty-printer global libstdc.*;std::vector",
                        "print points.size()",
                        "print no_numbers",
                        "source " + directory.resolve("absent.jar")));
        assertThat(lines)
                .contains(
                        "$1 = (1, 2)",
                        "$2 = std::vector of length 2, capacity 2 = {(1, 2), (3, 4)}",
                        "$3 = {x = 1, y = 2}",
                        "  shapes",
                        "    Point",
                        "1 printer disabled",
                        "    Point [disabled]",
                        "$4 = std::vector of length 2, capacity 2 = {{x = 1, y = 2}, {x = 3, y = 4}}",
                        directory.resolve("absent.jar") + ": No such file or directory.");
        assertThat(lines).anyMatch(line -> line.contains("_M_end_of_storage = 0x0"));
    }
}

package dev.sonde.testprograms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A test program's source and how to compile it.
 *
 * <p>The result is cached under a name made of the source, the compiler's version and the flags, so that a changed source
 * is compiled anew and nothing is compiled twice. Safe to use from several test processes at once.
 *
 * @param source the name of a resource beside this class, whose ending chooses the compiler: {@code .c}, {@code .cc},
 *     {@code .s}, {@code .rs}
 * @param compiler the compiler's command
 * @param flags its flags, without input and output
 */
public record TestProgram(String source, String compiler, List<String> flags) {
    private static final Map<String, String> COMPILERS =
            Map.of("c", "gcc", "s", "gcc", "cc", "g++", "rs", "rustc", "go", "go");
    private static final Map<String, String> VERSIONS = new ConcurrentHashMap<>();

    public TestProgram {
        flags = List.copyOf(flags);
    }

    /** A program with the default compiler of its language, unoptimised, with debug information. */
    public static TestProgram of(String source) {
        String compiler = COMPILERS.get(source.substring(source.lastIndexOf('.') + 1));
        if (compiler == null) {
            throw new IllegalArgumentException("no compiler is known for " + source);
        }
        // Go's always has debug information, and is not asked for it.
        return new TestProgram(source, compiler, compiler.equals("go") ? List.of() : List.of("-g"));
    }

    /** The same with more flags. */
    public TestProgram flags(String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(Arrays.asList(more));
        return new TestProgram(source, compiler, all);
    }

    /** The same with another compiler, such as {@code clang}. */
    public TestProgram with(String otherCompiler) {
        return new TestProgram(source, otherCompiler, flags);
    }

    /** Whether the compiler is on this machine. */
    public boolean canCompile() {
        return !version(compiler).isEmpty();
    }

    /**
     * The compiled program.
     *
     * @throws IllegalStateException if the compiler fails, with what it said
     */
    public Path compile() {
        byte[] text = read();
        String stem = source.substring(0, source.lastIndexOf('.'));
        Path directory = cache().resolve(stem + "-" + key(text));
        Path program = directory.resolve(stem);
        if (Files.isExecutable(program)) {
            return program;
        }
        try {
            Files.createDirectories(directory);
            // The source stays where it was compiled, for its path stands in the debug information.
            Path input = directory.resolve(source);
            moveInto(input, Files.write(Files.createTempFile(directory, "source", null), text));
            Path output = Files.createTempFile(directory, "program", null);
            List<String> command = new ArrayList<>(List.of(compiler));
            if (compiler.equals("go")) {
                command.add("build");
            }
            command.addAll(flags);
            command.addAll(List.of("-o", output.toString(), input.toString()));
            run(command);
            moveInto(program, output);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void moveInto(Path place, Path file) throws IOException {
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private byte[] read() {
        try (InputStream in = TestProgram.class.getResourceAsStream(source)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no test program " + source);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path cache() {
        String configured = System.getProperty("sonde.testprograms.cache");
        return configured != null
                ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".cache", "sonde", "testprograms");
    }

    private String key(byte[] text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text);
            digest.update(String.join("\0", flags).getBytes(StandardCharsets.UTF_8));
            digest.update(version(compiler).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String version(String compiler) {
        return VERSIONS.computeIfAbsent(compiler, command -> {
            try {
                Process process = new ProcessBuilder(command, command.equals("go") ? "version" : "--version")
                        .redirectErrorStream(true)
                        .start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return process.waitFor() == 0 ? output : "";
            } catch (IOException e) {
                return ""; // not installed
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "";
            }
        });
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n" + output);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while compiling", e);
        }
    }
}

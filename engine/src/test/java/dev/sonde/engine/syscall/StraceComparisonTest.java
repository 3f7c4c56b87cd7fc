package dev.sonde.engine.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Decodes the calls of a small C program from what the program wrote down about them, and expects the words of strace,
 * which watched it.
 */
class StraceComparisonTest {
    private static final long ARENA = 0x10000000L;
    private static final int ARENA_SIZE = 8192;
    private static final int HEADER = 64;

    /** The text of the call that the program recorded at {@code offset}. */
    private static String decoded(byte[] log, int offset) {
        ByteBuffer header = ByteBuffer.wrap(log, offset, HEADER).order(ByteOrder.LITTLE_ENDIAN);
        long number = header.getLong();
        var arguments = new long[6];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = header.getLong();
        }
        long result = header.getLong();
        int before = offset + HEADER;
        int after = before + ARENA_SIZE;
        var memory = new SwitchableMemory(Arrays.copyOfRange(log, before, after));
        var decoder = new SyscallDecoder(memory);
        SyscallEntry entry = decoder.entry(number, arguments);
        memory.bytes = Arrays.copyOfRange(log, after, after + ARENA_SIZE);
        return decoder.exit(entry, result);
    }

    /** The arena, first as it was before the call, then as after. */
    private static final class SwitchableMemory implements SyscallMemory {
        private byte[] bytes;

        SwitchableMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(long address, byte[] into) {
            if (address < ARENA || address >= ARENA + ARENA_SIZE) {
                return 0;
            }
            int offset = (int) (address - ARENA);
            int length = Math.min(into.length, ARENA_SIZE - offset);
            System.arraycopy(bytes, offset, into, 0, length);
            return length;
        }
    }

    @Test
    void saysWhatStraceSays(@TempDir Path directory) throws IOException, InterruptedException {
        assumeThat(runs("strace", "--version")).isTrue();
        assumeThat(runs("gcc", "--version")).isTrue();
        Path program = compile(directory);
        Path log = directory.resolve("log");
        Path trace = directory.resolve("trace");
        // A container may forbid tracing.
        assumeThat(run("strace", "-o", trace.toString(), program.toString(), log.toString()))
                .isZero();

        List<String> expected = between(Files.readAllLines(trace, StandardCharsets.ISO_8859_1));
        byte[] bytes = Files.readAllBytes(log);
        var softly = new SoftAssertions();
        int size = HEADER + 2 * ARENA_SIZE;
        assertThat(expected).hasSize(bytes.length / size);
        for (int i = 0; i < expected.size(); i++) {
            softly.assertThat(decoded(bytes, i * size)).isEqualTo(comparable(expected.get(i)));
        }
        softly.assertAll();
    }

    /** The lines between the two getppid calls. */
    private static List<String> between(List<String> lines) {
        var between = new ArrayList<String>();
        boolean inside = false;
        for (String line : lines) {
            if (line.startsWith("getppid()")) {
                inside = !inside;
            } else if (inside && !line.startsWith("---")) {
                between.add(line);
            }
        }
        return between;
    }

    /** The line without the blanks by which strace aligns the equals signs. */
    private static String comparable(String line) {
        int at = line.lastIndexOf(" = ");
        return line.substring(0, at).stripTrailing() + line.substring(at);
    }

    private static Path compile(Path directory) throws IOException, InterruptedException {
        Path source = directory.resolve("calls.c");
        try (InputStream in = StraceComparisonTest.class.getResourceAsStream("calls.c")) {
            assertThat(in).isNotNull();
            Files.write(source, in.readAllBytes());
        }
        Path program = directory.resolve("calls");
        assertThat(run("gcc", "-O1", "-w", "-o", program.toString(), source.toString()))
                .isZero();
        return program;
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return run(command) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .start()
                .waitFor();
    }
}

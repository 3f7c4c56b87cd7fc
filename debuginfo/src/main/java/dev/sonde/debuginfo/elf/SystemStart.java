package dev.sonde.debuginfo.elf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** When this machine was started, as {@code /proc/stat} says (proc(5)). */
final class SystemStart {
    /** The time; far ahead if it is not known. */
    static final Instant TIME = read();

    private SystemStart() {}

    private static Instant read() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/stat"))) {
                if (line.startsWith("btime ")) {
                    return Instant.ofEpochSecond(
                            Long.parseLong(line.substring("btime ".length()).strip()));
                }
            }
            return Instant.MAX;
        } catch (IOException | NumberFormatException e) {
            return Instant.MAX; // nothing is taken for younger than the start then
        }
    }
}

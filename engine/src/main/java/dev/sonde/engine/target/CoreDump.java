package dev.sonde.engine.target;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a core file tells of itself.
 *
 * @param file the core file
 * @param command the command line of the program, as far as the file has it
 * @param signal the signal that ended the process, 0 if it went on
 * @param matchesProgram whether the program that was chosen before may be what the file is of
 * @param sections the parts of memory that the process had
 * @param warnings what is missing in the file or makes no sense, as sentences
 */
public record CoreDump(
        Path file,
        Optional<String> command,
        int signal,
        boolean matchesProgram,
        List<Section> sections,
        List<String> warnings) {
    /**
     * A part of memory.
     *
     * @param start the first address
     * @param end the address after the last
     * @param name as binutils make it up: {@code load} and the number of the program header, with a and b where only the
     *     first part is in the file
     */
    public record Section(long start, long end, String name) {}

    public CoreDump {
        sections = List.copyOf(sections);
        warnings = List.copyOf(warnings);
    }
}

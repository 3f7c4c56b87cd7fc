package dev.sonde.engine.inferior;

import java.util.List;
import java.util.Optional;

/** What the system tells about a process. Answers are as of the call; empty when the process is gone. */
public interface ProcessInfo {
    /** The mapped regions in the order of their addresses. */
    List<MemoryRegion> regions();

    /** The auxiliary vector. */
    AuxiliaryVector auxiliaryVector();

    /** The path of the executable as the process sees it. */
    Optional<String> executable();

    /** The working directory as the process sees it. */
    Optional<String> workingDirectory();

    /** The arguments, the program's name first. */
    List<String> commandLine();

    /**
     * The text of one of the system's files about the process, as {@code /proc/PID} has them.
     *
     * @param name such as {@code status}
     */
    Optional<String> systemFile(String name);
}

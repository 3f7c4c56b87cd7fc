package dev.sonde.engine.inferior;

import java.nio.file.Path;
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

    /** Where the debugger finds the executable, even if it was deleted, replaced, or is in another mount namespace. */
    Optional<Path> executableFile();

    /**
     * Where the debugger finds the file that the process knows by {@code path}: another path when the process has another
     * root directory or mount namespace. There need not be such a file.
     *
     * @param path absolute
     */
    Path hostPath(Path path);

    /**
     * Where the debugger finds the file that is mapped there, even if it was deleted or replaced. Opening it takes
     * privileges.
     */
    Optional<Path> mappedFile(MemoryRegion region);

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

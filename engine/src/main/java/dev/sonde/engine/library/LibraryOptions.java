package dev.sonde.engine.library;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a user wants to be done about shared libraries.
 *
 * @param systemRoot the directory under which the process's libraries have copies; empty for the files that the process
 *     itself sees
 * @param searchPath directories with copies of libraries that are not found otherwise
 * @param readSymbols whether the symbols of a library are read when it is loaded
 * @param stopAtEvents whether every event of the dynamic loader stops the process
 */
public record LibraryOptions(
        Optional<Path> systemRoot, List<Path> searchPath, boolean readSymbols, boolean stopAtEvents) {
    /** As it is without a wish. */
    public static final LibraryOptions DEFAULT = new LibraryOptions(Optional.empty(), List.of(), true, false);

    public LibraryOptions {
        searchPath = List.copyOf(searchPath);
    }
}

package dev.sonde.cli.source;

import dev.sonde.cli.command.WorkingDirectory;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where source files are looked for: at the path that the compiler recorded, after substitutions, and in directories.
 * The rules are those of the GDB manual, "Specifying Source Directories".
 */
public final class SourcePath {
    private static final String COMPILATION = "$cdir";
    private static final String WORKING = "$cwd";

    /** Where files are looked for at first. */
    public static final String DEFAULT = COMPILATION + ":" + WORKING;

    private final WorkingDirectory working;
    private final List<String> directories = new ArrayList<>();
    private final Map<String, String> substitutions = new LinkedHashMap<>();

    SourcePath(WorkingDirectory working) {
        this.working = working;
        reset();
    }

    /** Goes back to the compilation directory and the working directory. */
    public void reset() {
        directories.clear();
        directories.add(COMPILATION);
        directories.add(WORKING);
    }

    /** Looks in {@code newDirectories} first. */
    public void addFirst(List<String> newDirectories) {
        directories.removeAll(newDirectories);
        directories.addAll(0, newDirectories);
    }

    /** The directories as the user writes them, with colons in between. */
    public String text() {
        return String.join(":", directories);
    }

    /** The rules by which the beginnings of paths are replaced, in the order in which they were made. */
    public Map<String, String> substitutions() {
        return substitutions;
    }

    /** The file on this machine, if it is there. */
    public Optional<Path> find(String name, String recordedPath, String compilationDirectory) {
        List<String> candidates = new ArrayList<>();
        candidates.add(substituted(recordedPath));
        String base = name.substring(name.lastIndexOf('/') + 1);
        for (String directory : directories) {
            String place = switch (directory) {
                case COMPILATION -> substituted(compilationDirectory);
                case WORKING -> working.path().toString();
                default -> directory;
            };
            if (place.isEmpty()) {
                continue;
            }
            if (!name.startsWith("/")) {
                candidates.add(place + "/" + name);
            } else if (!directory.startsWith("$")) {
                candidates.add(place + name);
            }
            candidates.add(place + "/" + base);
        }
        for (String candidate : candidates) {
            Optional<Path> file = file(candidate);
            if (file.isPresent()) {
                return file;
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> file(String text) {
        try {
            Path path = Path.of(text).normalize();
            return path.isAbsolute() && Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty(); // what the compiler recorded is no name of a file here
        }
    }

    private String substituted(String path) {
        for (Map.Entry<String, String> rule : substitutions.entrySet()) {
            String from = rule.getKey();
            // Only whole components count: /usr/source is not below /usr/src.
            if (path.equals(from) || path.startsWith(from.endsWith("/") ? from : from + "/")) {
                return rule.getValue() + path.substring(from.length());
            }
        }
        return path;
    }
}

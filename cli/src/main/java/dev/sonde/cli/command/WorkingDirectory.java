package dev.sonde.cli.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The directory that relative file names of commands are relative to, and that the program starts in. A Java process cannot
 * change its own, so it is kept here.
 */
public final class WorkingDirectory {
    private Path path = Path.of("").toAbsolutePath();

    private WorkingDirectory() {}

    /** That of {@code session}. */
    public static WorkingDirectory of(Session session) {
        return session.shared(WorkingDirectory.class, _ -> new WorkingDirectory());
    }

    /** The directory, absolute. */
    public Path path() {
        return path;
    }

    /** Changes it. */
    public void change(Path directory) {
        path = directory;
    }

    /**
     * The file of this name.
     *
     * @throws CommandException if no file can have the name
     */
    public Path resolve(String name) {
        try {
            return path.resolve(name);
        } catch (InvalidPathException e) {
            throw new CommandException("\"" + name + "\" is no file name.");
        }
    }
}

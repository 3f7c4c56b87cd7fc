package dev.sonde.cli.command;

import dev.sonde.engine.error.DebugException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of commands. The first that fails ends it.
 *
 * @param file the file
 * @param name as the user named it
 */
public record Script(Path file, String name) {
    /** How many files may be inside one another: more is a file that reads itself. */
    private static final int MAX_DEPTH = 100;

    /** How deep the files are that are being read. */
    private static final class Depth {
        private int depth;
    }

    /**
     * Carries out its lines.
     *
     * @throws CommandException if it cannot be read, or with the place and the reason if a command fails
     */
    public void run(Session session) throws InterruptedException {
        List<String> lines = lines();
        Depth depth = session.shared(Depth.class, _ -> new Depth());
        if (depth.depth == MAX_DEPTH) {
            throw new CommandException(name + ": Command files are nested too deeply.");
        }
        depth.depth++;
        try {
            int number = 0;
            for (String line : lines) {
                number++;
                run(session, line, number);
                session.target().unlocked(() -> line); // what runs in the background has its turn
            }
        } finally {
            depth.depth--;
        }
    }

    private void run(Session session, String line, int number) throws InterruptedException {
        try {
            session.execute(line);
        } catch (CommandException | DebugException e) {
            throw new CommandException(
                    name + ":" + number + ": Error in sourced command file:" + System.lineSeparator() + e.getMessage());
        }
    }

    private List<String> lines() {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException e) {
            throw new CommandException(name + ": No such file or directory.");
        } catch (IOException e) {
            throw new CommandException(name + ": Cannot be read: " + e.getMessage() + ".");
        }
    }
}

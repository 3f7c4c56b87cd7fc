package dev.sonde.cli.command;

import dev.sonde.engine.error.DebugException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of commands. The first that fails ends it.
 *
 * @param file the file
 * @param name as the user named it
 */
public record Script(Path file, String name) {
    /** How many files may be inside one another: more is a file that reads itself. */
    private static final int MAX_DEPTH = 100;

    private static final String CONTINUED = "\\";

    /** How deep the files are that are being read. */
    private static final class Depth {
        private int depth;
    }

    /** The file's lines, and how far they were read. */
    private static final class Position implements LineSource {
        private final List<String> lines;
        private int at;

        Position(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public Optional<String> next(String prompt) {
            if (at == lines.size()) {
                return Optional.empty();
            }
            String line = lines.get(at++);
            while (line.endsWith(CONTINUED) && at < lines.size()) {
                line = line.substring(0, line.length() - 1) + lines.get(at++);
            }
            return Optional.of(line);
        }
    }

    /**
     * Carries out its lines.
     *
     * @throws CommandException if it cannot be read, or with the place and the reason if a command fails
     */
    public void run(Session session) throws InterruptedException {
        Position position = new Position(lines());
        Depth depth = session.shared(Depth.class, _ -> new Depth());
        if (depth.depth == MAX_DEPTH) {
            throw new CommandException(name + ": Command files are nested too deeply.");
        }
        depth.depth++;
        try (Session.Reading _ = session.reading(position)) {
            Optional<String> line = position.next("");
            while (line.isPresent()) {
                session.execute(line.get());
                session.target().unlocked(() -> position); // what runs in the background has its turn
                line = position.next("");
            }
        } catch (CommandException | DebugException e) {
            throw new CommandException(name + ":" + position.at + ": Error in sourced command file:"
                    + System.lineSeparator() + e.getMessage());
        } finally {
            depth.depth--;
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

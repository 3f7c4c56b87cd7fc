package dev.sonde.cli.command.core;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.WorkingDirectory;
import dev.sonde.cli.execution.Execution;
import java.nio.file.Path;
import java.util.List;

/** {@code core-file [FILE]} and {@code target core FILE}. */
final class OpenCore extends Command {
    private final boolean mayClose;

    /** @param mayClose whether it lets go of the core file when none is named */
    OpenCore(boolean mayClose) {
        super(Topic.FILES, "Look at a core file.");
        this.mayClose = mayClose;
    }

    @Override
    public String details() {
        return "Usage: " + (mayClose ? "core-file [FILE]" : "target core FILE")
                + "\nMemory that the file lacks is read from the program and its libraries, whose copies \"set sysroot\" names\n"
                + "if they are those of another machine. Without a program, it is found by the core file."
                + (mayClose ? "\nWithout FILE, the core file that is looked at is let go of." : "");
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            close(session);
            return;
        }
        if (session.target().canRun()) {
            if (!session.console().query("A program is being debugged already.  Kill it? ")) {
                throw new CommandException("Program not killed.");
            }
            Execution.of(session).close();
        }
        String home = System.getProperty("user.home");
        String name = arguments.startsWith("~/") ? home + arguments.substring(1) : arguments;
        Path file = WorkingDirectory.of(session).path().resolve(name).normalize();
        Execution.of(session).openCore(file);
    }

    private void close(Session session) {
        if (!mayClose) {
            throw new CommandException("No core file specified.");
        }
        if (session.target().core().isPresent()) {
            Execution.of(session).close();
            if (session.console().isInteractive()) {
                session.console().println("No core file now.");
            }
        }
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.files(arguments);
    }
}

package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.WorkingDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code cd [DIRECTORY]}. */
final class ChangeDirectory extends Command {
    ChangeDirectory() {
        super(Topic.FILES, "Change the working directory of the debugger, and of the program that it will start.");
    }

    @Override
    public String details() {
        return "Usage: cd [DIRECTORY]\nWithout DIRECTORY, the home directory. \"set cwd\" is for the program alone.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        WorkingDirectory working = WorkingDirectory.of(session);
        String home = System.getProperty("user.home");
        String name = arguments.isEmpty() ? home : arguments;
        String expanded = name.equals("~") || name.startsWith("~/") ? home + name.substring(1) : name;
        Path path = working.resolve(expanded);
        if (!Files.exists(path)) {
            throw new CommandException(arguments + ": No such file or directory.");
        }
        if (!Files.isDirectory(path)) {
            throw new CommandException(arguments + ": Not a directory.");
        }
        try {
            working.change(path.toRealPath());
        } catch (IOException e) {
            throw new CommandException(arguments + ": " + e.getMessage() + ".");
        }
        if (session.console().isInteractive()) {
            session.console().println("Working directory " + working.path() + ".");
        }
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.files(arguments);
    }
}

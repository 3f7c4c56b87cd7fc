package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.WorkingDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code shell [COMMAND]}. */
final class Shell extends Command {
    private static final String DEFAULT_SHELL = "/bin/sh";

    Shell() {
        super(Topic.SUPPORT, "Carry out a command of the system's shell, or talk to the shell.");
    }

    @Override
    public String details() {
        return "Usage: shell [COMMAND]\n       ! [COMMAND]";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        session.console().flush();
        List<String> command = new ArrayList<>();
        String shell = System.getenv("SHELL");
        command.add(shell == null || shell.isEmpty() ? DEFAULT_SHELL : shell);
        if (!arguments.isEmpty()) {
            command.add("-c");
            command.add(arguments);
        }
        try {
            Process process = new ProcessBuilder(command)
                    .directory(WorkingDirectory.of(session).path().toFile())
                    .inheritIO()
                    .start();
            session.target().unlocked(process::waitFor);
        } catch (IOException e) {
            throw new CommandException("Cannot start the shell: " + e.getMessage() + ".");
        }
    }
}

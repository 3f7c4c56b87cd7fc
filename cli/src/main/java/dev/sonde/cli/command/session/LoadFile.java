package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import java.util.List;

/** {@code file PROGRAM}. */
final class LoadFile extends Command {
    LoadFile() {
        super(Topic.FILES, "Choose the program to debug.");
    }

    @Override
    public String details() {
        return "Usage: file PROGRAM\nIts symbols are read, and \"run\" starts it.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("Argument required (a program's file).");
        }
        ProgramFile.load(session, ProgramFile.unquoted(arguments));
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.files(arguments);
    }
}

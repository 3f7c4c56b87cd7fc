package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;

/** {@code starti [ARGUMENTS]}. */
final class Starti extends Command {
    Starti() {
        super(Topic.RUNNING, "Start the program and stop it at its first instruction.");
    }

    @Override
    public String details() {
        return ArgumentsHelp.TEXT.replace("COMMAND", "starti");
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        ProgramStart.prepare(session, arguments);
        ProgramStart.start(session);
        Execution.of(session).printStarted();
    }
}

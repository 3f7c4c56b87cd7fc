package dev.sonde.cli.command.inferior;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.engine.target.Program;

/** {@code inferior [N]}. */
final class SelectInferior extends Command {
    SelectInferior() {
        super(Topic.RUNNING, "Select the program to look at, or show which it is.");
    }

    @Override
    public String details() {
        return "Usage: inferior [N]\nN is the number that \"info inferiors\" shows.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            session.console()
                    .println("[Current inferior is "
                            + Inferiors.name(session.target().program()) + "]");
            return;
        }
        Program program = Inferiors.require(session, arguments);
        session.target().select(program);
        session.console().println("[Switching to inferior " + Inferiors.name(program) + "]");
        if (program.hasProcess()) {
            Execution.of(session).printSelected();
        }
    }
}

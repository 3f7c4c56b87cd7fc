package dev.sonde.cli.command.inferior;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.target.Program;

/** {@code remove-inferiors}. */
final class RemoveInferiors extends Command {
    RemoveInferiors() {
        super(Topic.RUNNING, "Remove programs from the session.");
    }

    @Override
    public String details() {
        return "Usage: remove-inferiors N...\nNeither the selected one nor those that run can be removed.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        for (Program program : Inferiors.list(session, arguments, "remove")) {
            try {
                session.target().removeProgram(program);
            } catch (DebugException e) {
                Inferiors.warn(session, String.valueOf(e.getMessage()));
            }
        }
    }
}

package dev.sonde.cli.command.inferior;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.target.Program;

/** {@code kill inferiors} and {@code detach inferiors}. */
final class EndInferiors extends Command {
    private final boolean kill;

    EndInferiors(boolean kill) {
        super(Topic.RUNNING, kill ? "Kill processes." : "Let processes go on without the debugger.");
        this.kill = kill;
    }

    @Override
    public String details() {
        return "Usage: " + verb() + " inferiors N...\nThe numbers are those that \"info inferiors\" shows.";
    }

    private String verb() {
        return kill ? "kill" : "detach";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        Program selected = session.target().program();
        for (Program program : Inferiors.list(session, arguments, verb())) {
            if (!program.hasProcess()) {
                Inferiors.warn(session, "Inferior ID " + program.number() + " is not running.");
                continue;
            }
            int pid = program.inferior().pid();
            if (kill) {
                Execution.of(session).kill(program);
            } else {
                Execution.of(session).detach(program);
            }
            if (!kill && session.settings().is(Settings.INFERIOR_EVENTS)) {
                session.console().println("[Inferior " + program.number() + " (process " + pid + ") detached]");
            }
        }
        session.target().select(selected);
    }
}

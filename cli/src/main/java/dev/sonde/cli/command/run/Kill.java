package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.setting.Settings;

/** {@code kill}. */
final class Kill extends Command {
    Kill() {
        super(Topic.RUNNING, "Kill the process.");
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        int pid = session.target().inferior().pid();
        if (!session.console().query("Kill the program being debugged? ")) {
            throw new CommandException("Not confirmed.");
        }
        Execution.of(session).kill(session.target().program());
        if (session.settings().is(Settings.INFERIOR_EVENTS)) {
            session.console()
                    .println("[Inferior " + session.target().program().number() + " (process " + pid + ") killed]");
        }
    }
}

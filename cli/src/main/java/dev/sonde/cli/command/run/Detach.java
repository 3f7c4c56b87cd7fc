package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.SignalDelivery;

/** {@code detach}. */
final class Detach extends Command {
    Detach() {
        super(Topic.RUNNING, "Let the process go on without the debugger.");
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        Inferior inferior = session.target().inferior();
        if (!inferior.canRun()) {
            Execution.of(session).close();
            if (session.console().isInteractive()) {
                session.console().println("No core file now.");
            }
            return;
        }
        if (session.console().isInteractive()) {
            session.console()
                    .println("Detaching from program: "
                            + inferior.info().executable().orElse("") + ", process " + inferior.pid());
        }
        session.target().detach(SignalDelivery.pending());
        if (session.settings().is(Settings.INFERIOR_EVENTS)) {
            session.console()
                    .println("[Inferior " + session.target().program().number() + " (process " + inferior.pid()
                            + ") detached]");
        }
    }
}

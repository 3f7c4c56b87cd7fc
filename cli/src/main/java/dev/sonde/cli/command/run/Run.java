package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;

/** {@code run [ARGUMENTS]}. */
final class Run extends Command {
    Run() {
        super(Topic.RUNNING, "Start the program from the beginning.");
    }

    @Override
    public String details() {
        return ArgumentsHelp.TEXT.replace("COMMAND", "run");
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public boolean mayRunInBackground() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        ProgramStart.prepare(session, arguments);
        ProgramStart.start(session);
        Execution.of(session).resume();
    }
}

package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.engine.unwind.Frame;

/** {@code finish}. */
final class Finish extends Command {
    Finish() {
        super(Topic.RUNNING, "Go on until the selected frame returns.");
    }

    @Override
    public boolean mayRunInBackground() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        if (!session.target().canRun()) {
            throw new CommandException("The program is not being run.");
        }
        Frame frame = Frames.selected(session);
        if (Frames.of(session).caller(frame).isEmpty()) {
            throw new CommandException("\"finish\" not meaningful in the outermost frame.");
        }
        if (session.console().isInteractive()) {
            session.console().println("Run till exit from " + FrameText.of(session, frame));
        }
        Execution.of(session).finish(frame);
    }
}

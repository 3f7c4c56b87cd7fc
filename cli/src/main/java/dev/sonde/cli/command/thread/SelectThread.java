package dev.sonde.cli.command.thread;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Texts;
import dev.sonde.cli.execution.ThreadNumbers;
import dev.sonde.engine.inferior.InferiorThread;

/** {@code thread [N]}. */
final class SelectThread extends Command {
    SelectThread() {
        super(Topic.THREADS, "Select the thread to look at, or show which it is.");
    }

    @Override
    public String details() {
        return "Usage: thread [N]\nN is the number that \"info threads\" shows.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public boolean takesUnknownWords() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            showCurrent(session);
            return;
        }
        InferiorThread thread = ThreadList.require(session, arguments);
        session.target().select(thread);
        String switching = "[Switching to thread " + name(session, thread) + "]";
        if (!thread.isStopped()) {
            session.console().println(switching + "(running)");
            return;
        }
        session.console().println(switching);
        session.console().println("#0  " + Texts.locationAndSource(session, thread));
    }

    private static void showCurrent(Session session) {
        if (!session.target().hasProcess()) {
            session.console().println("No thread selected");
            return;
        }
        session.console()
                .println("[Current thread is " + name(session, session.target().selectedThread()) + "]");
    }

    private static String name(Session session, InferiorThread thread) {
        return ThreadNumbers.of(session).text(thread) + " (" + Texts.thread(thread) + ")";
    }
}

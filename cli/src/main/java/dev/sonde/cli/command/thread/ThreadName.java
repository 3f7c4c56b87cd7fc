package dev.sonde.cli.command.thread;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.ThreadNumbers;
import dev.sonde.engine.inferior.InferiorThread;

/** {@code thread name [NAME]}. */
final class ThreadName extends Command {
    ThreadName() {
        super(Topic.THREADS, "Give the selected thread a name of your own.");
    }

    @Override
    public String details() {
        return "Usage: thread name [NAME]\nThe program does not see it. Without NAME, the program's own name is back.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        InferiorThread thread = session.target().selectedThread();
        ThreadNumbers.of(session).rename(thread, arguments);
    }
}

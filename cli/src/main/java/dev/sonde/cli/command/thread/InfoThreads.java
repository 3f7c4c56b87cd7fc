package dev.sonde.cli.command.thread;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Texts;
import dev.sonde.cli.execution.ThreadNumbers;
import dev.sonde.engine.inferior.InferiorThread;
import java.util.List;

/** {@code info threads}. */
final class InfoThreads extends Command {
    private static final int ID_WIDTH = 4;

    InfoThreads() {
        super(Topic.THREADS, "Show the threads, and where each of them is.");
    }

    @Override
    public String details() {
        return "Usage: info threads [N | FIRST-LAST]...";
    }

    @Override
    public void run(Session session, String arguments) {
        List<InferiorThread> threads =
                arguments.isEmpty() ? ThreadList.all(session) : ThreadList.parse(session, arguments);
        if (threads.isEmpty()) {
            session.console().println(arguments.isEmpty() ? "No threads." : "No threads match '" + arguments + "'.");
            return;
        }
        List<String> targets = threads.stream()
                .map(thread ->
                        Texts.thread(thread) + " \"" + ThreadNumbers.of(session).name(thread) + "\"")
                .toList();
        int width = targets.stream().mapToInt(String::length).max().orElse(0);
        session.console().println("  " + padded("Id", ID_WIDTH) + " " + padded("Target Id", width) + " Frame ");
        int selected = session.target().selectedThread().tid();
        for (int i = 0; i < threads.size(); i++) {
            InferiorThread thread = threads.get(i);
            session.console()
                    .println((thread.tid() == selected ? "* " : "  ")
                            + padded(ThreadNumbers.of(session).text(thread), ID_WIDTH) + " "
                            + padded(targets.get(i), width) + " " + frame(session, thread));
        }
    }

    private static String frame(Session session, InferiorThread thread) {
        return thread.isStopped() ? Texts.location(session, thread) : "(running)";
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}

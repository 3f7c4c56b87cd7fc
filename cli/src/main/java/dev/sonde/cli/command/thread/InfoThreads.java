package dev.sonde.cli.command.thread;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.execution.Texts;
import dev.sonde.cli.execution.ThreadNumbers;
import dev.sonde.engine.inferior.InferiorThread;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code info threads}. */
final class InfoThreads extends Command {
    private static final int ID_WIDTH = 4;

    InfoThreads() {
        super(Topic.THREADS, "Show the threads, and where each of them is.");
    }

    @Override
    public String details() {
        return "Usage: info threads [-gid] [ID | FIRST-LAST]...\n-gid shows the numbers over all processes too.";
    }

    @Override
    public void run(Session session, String arguments) {
        Words words = new Words(arguments);
        boolean global = words.take("-gid");
        List<InferiorThread> all = ThreadList.all(session);
        Set<InferiorThread> wanted =
                new HashSet<>(words.isEmpty() ? all : ThreadList.parse(session, words.rest(), _ -> {}));
        List<InferiorThread> threads = all.stream().filter(wanted::contains).toList();
        if (threads.isEmpty()) {
            session.console().println(words.isEmpty() ? "No threads." : "No threads match '" + words.rest() + "'.");
            return;
        }
        ThreadNumbers numbers = ThreadNumbers.of(session);
        List<String> targets = threads.stream()
                .map(thread -> numbers.target(thread) + name(numbers.name(thread)))
                .toList();
        int width = targets.stream().mapToInt(String::length).max().orElse(0);
        session.console()
                .println("  " + padded("Id", ID_WIDTH) + " " + (global ? padded("GId", ID_WIDTH) + " " : "")
                        + padded("Target Id", width) + " Frame ");
        int selected = session.target().selectedThread().tid();
        for (int i = 0; i < threads.size(); i++) {
            InferiorThread thread = threads.get(i);
            String number = padded(Integer.toString(numbers.global(thread)), ID_WIDTH) + " ";
            session.console()
                    .println((thread.tid() == selected ? "* " : "  ") + padded(numbers.text(thread), ID_WIDTH) + " "
                            + (global ? number : "")
                            + padded(targets.get(i), width) + " " + frame(session, thread));
        }
    }

    private static String name(String name) {
        return name.isEmpty() ? "" : " \"" + name + "\"";
    }

    private static String frame(Session session, InferiorThread thread) {
        return thread.isStopped() ? Texts.location(session, thread) : "(running)";
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}

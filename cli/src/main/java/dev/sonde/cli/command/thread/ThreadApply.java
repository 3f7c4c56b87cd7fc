package dev.sonde.cli.command.thread;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.execution.Texts;
import dev.sonde.cli.execution.ThreadNumbers;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import java.util.List;
import java.util.Optional;

/** {@code thread apply IDS COMMAND} and {@code thread apply all COMMAND}. */
final class ThreadApply extends Command {
    private final boolean all;

    /** @param all whether the command is for every thread */
    ThreadApply(boolean all) {
        super(Topic.THREADS, all ? "Carry out a command for every thread." : "Carry out a command for some threads.");
        this.all = all;
    }

    @Override
    public String details() {
        return "Usage: thread apply " + (all ? "all [-ascending]" : "N | FIRST-LAST ...") + " [-q] [-s] [-c] COMMAND\n"
                + "-q leaves out the threads' names, -s those threads for which the command fails;\n"
                + "-c goes on after an error.";
    }

    @Override
    public boolean takesUnknownWords() {
        return true;
    }

    /** What {@code -q}, {@code -s}, {@code -c} and {@code -ascending} ask for. */
    private static final class Flags {
        private boolean quiet;
        private boolean skipErrors;
        private boolean showErrors;
        private boolean ascending;

        boolean take(Words words) {
            switch (words.peek()) {
                case "-q" -> quiet = true;
                case "-s" -> skipErrors = true;
                case "-c" -> showErrors = true;
                case "-ascending" -> ascending = true;
                default -> {
                    return false;
                }
            }
            words.next();
            return true;
        }
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        Words words = new Words(arguments);
        StringBuilder ids = new StringBuilder();
        while (!all && isThreadId(words.peek())) {
            ids.append(words.next()).append(' ');
        }
        if (!all && ids.isEmpty()) {
            throw new CommandException(
                    words.isEmpty() ? "Please specify a thread ID list" : "Invalid thread ID: " + words.rest());
        }
        Flags flags = new Flags();
        while (flags.take(words)) {
            continue;
        }
        if (words.isEmpty()) {
            throw new CommandException("Please specify a command " + (all ? "at the end of 'thread apply all'" : "following the thread ID list"));
        }
        List<InferiorThread> threads =
                all ? order(ThreadList.all(session), flags.ascending) : ThreadList.parse(session, ids.toString());
        apply(session, threads, words.rest(), flags);
    }

    private static void apply(Session session, List<InferiorThread> threads, String line, Flags flags)
            throws InterruptedException {
        Optional<InferiorThread> before = session.target().hasProcess()
                ? Optional.of(session.target().selectedThread())
                : Optional.empty();
        try {
            for (InferiorThread thread : threads) {
                if (!session.target().hasProcess()) {
                    return;
                }
                apply(session, thread, line, flags);
            }
        } finally {
            if (session.target().hasProcess()) {
                before.ifPresent(session.target()::select);
            }
        }
    }

    private static void apply(Session session, InferiorThread thread, String line, Flags flags)
            throws InterruptedException {
        session.target().select(thread);
        if (!flags.quiet && !flags.skipErrors) {
            session.console().println(title(session, thread));
        }
        try {
            session.execute(line);
        } catch (CommandException | DebugException e) {
            if (flags.showErrors) {
                session.console().println(String.valueOf(e.getMessage()));
            } else if (!flags.skipErrors) {
                throw e;
            }
        }
    }

    private static String title(Session session, InferiorThread thread) {
        return "\nThread " + ThreadNumbers.of(session).of(thread) + " (" + Texts.thread(thread) + " \"" + ThreadNumbers.of(session).name(thread) + "\"):";
    }

    /** gdb begins with the youngest thread. */
    private static List<InferiorThread> order(List<InferiorThread> threads, boolean ascending) {
        return ascending ? threads : threads.reversed();
    }

    private static boolean isThreadId(String word) {
        return !word.isEmpty() && (Character.isDigit(word.charAt(0)) || word.equals("*"));
    }
}

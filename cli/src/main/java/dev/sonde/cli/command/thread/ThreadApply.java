package dev.sonde.cli.command.thread;

import dev.sonde.cli.command.ApplyFlags;
import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.execution.Texts;
import dev.sonde.cli.execution.ThreadNumbers;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.target.Target;
import dev.sonde.engine.unwind.Frame;
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
                + "-q leaves out the threads' names, -s those threads for which the command fails or says nothing;\n"
                + "-c goes on after an error.";
    }

    @Override
    public boolean takesUnknownWords() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        Words words = new Words(arguments);
        if (all) {
            boolean ascending = words.take("-ascending");
            ApplyFlags flags = ApplyFlags.take(words);
            ascending |= words.take("-ascending");
            if (words.isEmpty()) {
                throw new CommandException("Please specify a command at the end of 'thread apply all'");
            }
            apply(session, order(ThreadList.all(session), ascending), words.rest(), flags);
            return;
        }
        if (words.isEmpty()) {
            throw new CommandException("Please specify a thread ID list");
        }
        StringBuilder ids = new StringBuilder();
        while (ThreadList.isId(words.peek())) {
            ids.append(words.next()).append(' ');
        }
        if (ids.isEmpty()) {
            throw new CommandException("Invalid thread ID: " + words.rest());
        }
        ApplyFlags flags = ApplyFlags.take(words);
        if (words.isEmpty()) {
            throw new CommandException("Please specify a command following the thread ID list");
        }
        List<InferiorThread> threads = ThreadList.parse(
                session, ids.toString(), unknown -> session.console().error("warning: Unknown thread " + unknown));
        apply(session, threads, words.rest(), flags);
    }

    private static void apply(Session session, List<InferiorThread> threads, String line, ApplyFlags flags)
            throws InterruptedException {
        Target target = session.target();
        Optional<Frame> before = target.hasProcess() ? Optional.of(target.selectedFrame()) : Optional.empty();
        try {
            for (InferiorThread thread : threads) {
                if (!target.hasProcess()) {
                    return;
                }
                if (target.inferior().thread(thread.tid()).isPresent()) {
                    target.select(thread);
                    flags.apply(session, title(session, thread), () -> session.execute(line));
                }
            }
        } finally {
            before.ifPresent(frame -> reselect(target, frame));
        }
    }

    /** The frame that was selected; once the program has run, only its thread. */
    private static void reselect(Target target, Frame frame) {
        if (target.hasProcess()) {
            target.inferior().thread(frame.thread().tid()).ifPresent(thread -> {
                target.select(thread);
                if (frame.level() > 0) {
                    target.backtrace(thread).frame(frame.level()).ifPresent(target::select);
                }
            });
        }
    }

    private static String title(Session session, InferiorThread thread) {
        String name = ThreadNumbers.of(session).name(thread);
        return "\nThread " + ThreadNumbers.of(session).of(thread) + " (" + Texts.thread(thread)
                + (name.isEmpty() ? "" : " \"" + name + "\"") + "):";
    }

    /** gdb begins with the youngest thread. */
    private static List<InferiorThread> order(List<InferiorThread> threads, boolean ascending) {
        return ascending ? threads : threads.reversed();
    }
}

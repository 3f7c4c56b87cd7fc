package dev.sonde.cli.command.thread;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Texts;
import dev.sonde.cli.execution.ThreadNumbers;
import dev.sonde.engine.inferior.InferiorThread;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code thread find PATTERN}. */
final class ThreadFind extends Command {
    ThreadFind() {
        super(Topic.THREADS, "Find threads by name or by the system's number.");
    }

    @Override
    public String details() {
        return "Usage: thread find PATTERN\nPATTERN is a regular expression.";
    }

    @Override
    public void run(Session session, String arguments) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(arguments);
        } catch (PatternSyntaxException e) {
            throw new CommandException("Invalid regexp: " + arguments);
        }
        boolean found = false;
        ThreadNumbers numbers = ThreadNumbers.of(session);
        for (InferiorThread thread : ThreadList.all(session)) {
            String name = numbers.name(thread);
            String target = Texts.thread(thread);
            if (pattern.matcher(name).find()) {
                session.console().println("Thread " + numbers.of(thread) + " has name '" + name + "'");
                found = true;
            }
            if (pattern.matcher(target).find()) {
                session.console().println("Thread " + numbers.of(thread) + " has target id '" + target + "'");
                found = true;
            }
        }
        if (!found) {
            session.console().println("No threads match '" + arguments + "'");
        }
    }
}

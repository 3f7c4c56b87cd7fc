package dev.sonde.cli.command.thread;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Texts;
import dev.sonde.cli.execution.ThreadNumbers;
import dev.sonde.engine.inferior.InferiorThread;
import java.util.Optional;
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
        if (arguments.isEmpty()) {
            throw new CommandException("Command requires an argument.");
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(arguments);
        } catch (PatternSyntaxException e) {
            throw new CommandException("Invalid regexp (" + e.getDescription() + "): " + arguments);
        }
        boolean found = false;
        ThreadNumbers numbers = ThreadNumbers.of(session);
        for (InferiorThread thread : ThreadList.all(session)) {
            int number = numbers.of(thread);
            String target = Texts.thread(thread);
            Optional<String> given = numbers.givenName(thread);
            if (given.isPresent() && pattern.matcher(given.get()).find()) {
                session.console().println("Thread " + number + " has name '" + given.get() + "'");
                found = true;
            }
            if (pattern.matcher(thread.name()).find()) {
                session.console().println("Thread " + number + " has target name '" + thread.name() + "'");
                found = true;
            }
            if (pattern.matcher(target).find()) {
                session.console().println("Thread " + number + " has target id '" + target + "'");
                found = true;
            }
        }
        if (!found) {
            session.console().println("No threads match '" + arguments + "'");
        }
    }
}

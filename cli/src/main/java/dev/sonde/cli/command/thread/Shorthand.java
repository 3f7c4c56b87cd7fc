package dev.sonde.cli.command.thread;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** A short word for the beginning of a longer command: {@code taas COMMAND}, {@code tfaas COMMAND}. */
final class Shorthand extends Command {
    private final String name;
    private final String meaning;

    Shorthand(String name, String meaning, String summary) {
        super(Topic.THREADS, summary);
        this.name = name;
        this.meaning = meaning;
    }

    @Override
    public String details() {
        return "Usage: " + name + " [OPTION]... COMMAND\nThe same as \"" + meaning + " [OPTION]... COMMAND\".";
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        if (arguments.isEmpty()) {
            throw new CommandException("Please specify a command to apply on all "
                    + (meaning.contains("frame") ? "frames of all threads" : "threads"));
        }
        session.execute(meaning + " " + arguments);
    }
}

package dev.sonde.cli.command.sdb;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import java.util.function.UnaryOperator;

/** A command that is another one in other words. */
final class Translated extends Command {
    private final String usage;
    private final UnaryOperator<String> translation;

    /**
     * @param translation the line that the arguments mean
     */
    Translated(String summary, String usage, UnaryOperator<String> translation) {
        super(Topic.ALTERNATIVES, summary);
        this.usage = usage;
        this.translation = translation;
    }

    @Override
    public String details() {
        return "Usage: " + usage;
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        session.execute(translation.apply(arguments));
    }
}

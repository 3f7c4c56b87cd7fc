package dev.sonde.cli.command.data;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import java.util.function.BiConsumer;

/** {@code undisplay}, {@code enable display} and {@code disable display}, with display numbers or for all. */
final class ManageDisplays extends Command {
    private final String usage;
    private final BiConsumer<Displays, String> action;

    ManageDisplays(String name, String summary, BiConsumer<Displays, String> action) {
        super(Topic.DATA, summary);
        usage = "Usage: " + name + " [NUMBER...]\nRanges such as 2-4 are numbers, too. Without any, all are meant.";
        this.action = action;
    }

    @Override
    public String details() {
        return usage;
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        action.accept(Displays.of(session), arguments);
    }
}

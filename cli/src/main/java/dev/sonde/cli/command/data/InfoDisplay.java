package dev.sonde.cli.command.data;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code info display}. */
final class InfoDisplay extends Command {
    InfoDisplay() {
        super(Topic.STATUS, "List the expressions that are displayed at each stop.");
    }

    @Override
    public void run(Session session, String arguments) {
        Displays.of(session).lines().forEach(session.console()::println);
    }
}

package dev.sonde.cli.command.register;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.x86_64.X87Text;

/** {@code info float}. */
final class InfoFloat extends Command {
    InfoFloat() {
        super(Topic.STATUS, "Show the state of the x87 unit.");
    }

    @Override
    public void run(Session session, String arguments) {
        X87Text.lines(RegisterListing.file(session)).forEach(session.console()::println);
    }
}

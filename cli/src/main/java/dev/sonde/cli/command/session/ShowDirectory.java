package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.WorkingDirectory;

/** {@code pwd}. */
final class ShowDirectory extends Command {
    ShowDirectory() {
        super(Topic.FILES, "Show the working directory.");
    }

    @Override
    public void run(Session session, String arguments) {
        session.console()
                .println("Working directory " + WorkingDirectory.of(session).path() + ".");
    }
}

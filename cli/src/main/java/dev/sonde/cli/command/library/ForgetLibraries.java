package dev.sonde.cli.command.library;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code nosharedlibrary}. */
final class ForgetLibraries extends Command {
    ForgetLibraries() {
        super(Topic.FILES, "Forget the symbols of all shared libraries.");
    }

    @Override
    public void run(Session session, String arguments) {
        if (session.target().hasProcess()) {
            session.target().forgetLibraries();
        }
    }
}

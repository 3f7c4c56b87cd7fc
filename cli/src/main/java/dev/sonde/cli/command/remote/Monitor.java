package dev.sonde.cli.command.remote;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code monitor COMMAND}. */
final class Monitor extends Command {
    Monitor() {
        super(Topic.SUPPORT, "Have the remote stub carry out a command of its own, such as \"monitor help\".");
    }

    @Override
    public void run(Session session, String arguments) {
        session.target().remote().monitor(arguments);
    }
}

package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code dont-repeat}. */
final class DontRepeat extends Command {
    DontRepeat() {
        super(Topic.SUPPORT, "Let an empty line not repeat the command of yours in which this stands.");
    }

    @Override
    public void run(Session session, String arguments) {
        session.dontRepeat();
    }
}

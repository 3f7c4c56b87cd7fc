package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.setting.Setting;

/** {@code show}, without a name. */
final class ShowAll extends Command {
    ShowAll() {
        super(Topic.STATUS, "Show every setting.");
    }

    @Override
    public void run(Session session, String arguments) {
        for (Setting setting : session.settings().all()) {
            session.console().println(setting.name() + ":  " + setting.shown());
        }
    }
}

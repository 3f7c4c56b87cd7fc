package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.setting.Setting;

/** {@code show NAME}. */
final class ShowSetting extends Command {
    private final Setting setting;

    ShowSetting(Setting setting) {
        super(Topic.SUPPORT, "Show: " + setting.meaning() + ".");
        this.setting = setting;
    }

    @Override
    public void run(Session session, String arguments) {
        session.console().println(setting.shown());
    }
}

package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.setting.Setting;
import java.util.List;

/** {@code set NAME VALUE}. */
final class SetSetting extends Command {
    private final Setting setting;

    SetSetting(Setting setting) {
        super(Topic.SUPPORT, "Set: " + setting.meaning() + ".");
        this.setting = setting;
    }

    @Override
    public String details() {
        List<String> values = setting.values();
        return values.isEmpty() ? "" : "Possible values: " + String.join(", ", values) + ".";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        try {
            setting.set(arguments);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return setting.values();
    }
}

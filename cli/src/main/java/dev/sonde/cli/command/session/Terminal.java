package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.setting.Settings;
import java.util.List;

/** {@code tty TERMINAL}. */
final class Terminal extends Command {
    Terminal() {
        super(Topic.RUNNING, "Choose the terminal that the program will use.");
    }

    @Override
    public String details() {
        return "Usage: tty TERMINAL\nThe same as \"set inferior-tty\".";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("Argument required (a terminal, such as /dev/pts/3).");
        }
        session.settings().setting(Settings.INFERIOR_TTY).set(arguments);
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.files(arguments);
    }
}

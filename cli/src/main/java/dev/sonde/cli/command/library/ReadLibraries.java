package dev.sonde.cli.command.library;

import dev.sonde.cli.command.BasicRegex;
import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import java.util.regex.Pattern;

/** {@code sharedlibrary}. */
final class ReadLibraries extends Command {
    ReadLibraries() {
        super(Topic.FILES, "Read the symbols of shared libraries that are loaded and have none yet.");
    }

    @Override
    public String details() {
        return "Usage: sharedlibrary [REGEX]\nWith REGEX, only of the libraries whose names it finds.";
    }

    @Override
    public void run(Session session, String arguments) {
        Pattern pattern = BasicRegex.compile(arguments);
        if (session.target().hasProcess()) {
            session.target().readLibraries(name -> pattern.matcher(name).find());
        }
    }
}

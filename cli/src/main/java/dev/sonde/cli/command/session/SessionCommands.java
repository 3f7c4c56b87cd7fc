package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package, but for those of the settings. */
public final class SessionCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of("quit,q,exit");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "quit" -> new Quit();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package, but for those of the settings. */
public final class SessionCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "quit,q,exit",
                "help,h",
                "apropos",
                "file,exec-file,symbol-file",
                "set environment",
                "unset environment",
                "show environment",
                "cd",
                "pwd",
                "shell,!",
                "tty",
                "info address");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "quit" -> new Quit();
            case "help" -> new Help();
            case "apropos" -> new Apropos();
            case "file" -> new LoadFile();
            case "set environment" -> new Environment(Environment.Verb.SET);
            case "unset environment" -> new Environment(Environment.Verb.UNSET);
            case "show environment" -> new Environment(Environment.Verb.SHOW);
            case "cd" -> new ChangeDirectory();
            case "pwd" -> new ShowDirectory();
            case "shell" -> new Shell();
            case "tty" -> new Terminal();
            case "info address" -> new InfoAddress();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

package dev.sonde.cli.command.library;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package. */
public final class LibraryCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of("info sharedlibrary,info dll", "sharedlibrary", "nosharedlibrary");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "info sharedlibrary" -> new InfoSharedLibrary();
            case "sharedlibrary" -> new ReadLibraries();
            case "nosharedlibrary" -> new ForgetLibraries();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

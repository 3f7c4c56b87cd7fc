package dev.sonde.cli.command.core;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package. */
public final class CoreCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of("core-file", "target core", "generate-core-file,gcore");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "core-file" -> new OpenCore(true);
            case "target core" -> new OpenCore(false);
            case "generate-core-file" -> new GenerateCore();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

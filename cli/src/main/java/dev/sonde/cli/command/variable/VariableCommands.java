package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package. */
public final class VariableCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "info locals",
                "info args",
                "info vtbl",
                "info pretty-printer",
                "enable pretty-printer",
                "disable pretty-printer",
                "ptype",
                "whatis");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "info locals" -> new InfoLocals();
            case "info args" -> new InfoArgs();
            case "info vtbl" -> new InfoVtbl();
            case "info pretty-printer" -> new InfoPrettyPrinter();
            case "enable pretty-printer" -> new EnablePrettyPrinter(true);
            case "disable pretty-printer" -> new EnablePrettyPrinter(false);
            case "ptype" -> new PrintType();
            case "whatis" -> new WhatIs();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

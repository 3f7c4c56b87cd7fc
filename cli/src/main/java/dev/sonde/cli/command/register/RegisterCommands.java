package dev.sonde.cli.command.register;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.x86_64.RegisterTable;
import java.util.List;

/** The commands of this package. */
public final class RegisterCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "info registers,info r",
                "info all-registers",
                "info vector",
                "info float",
                "register read",
                "register write");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "info registers" ->
                new InfoRegisters(
                        Topic.STATUS,
                        "Show the general registers of the selected thread, or those that are named.",
                        name + " [NAME | GROUP]...",
                        RegisterTable::generalGroup);
            case "info all-registers" ->
                new InfoRegisters(
                        Topic.STATUS,
                        "Show all registers of the selected thread, or those that are named.",
                        name + " [NAME | GROUP]...",
                        RegisterTable::allGroups);
            case "info vector" ->
                new InfoRegisters(Topic.STATUS, "Show the vector registers.", name, RegisterTable::vectorGroup);
            case "info float" -> new InfoFloat();
            case "register read" ->
                new InfoRegisters(
                        Topic.ALTERNATIVES,
                        "Show the general registers, all of them, or those that are named.",
                        name + " [all | NAME]...",
                        RegisterTable::generalGroup);
            case "register write" -> new WriteRegister();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

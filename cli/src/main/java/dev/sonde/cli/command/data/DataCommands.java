package dev.sonde.cli.command.data;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package. */
public final class DataCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "print,p,inspect",
                "call",
                "output",
                "set",
                "set variable,set var",
                "echo",
                "printf",
                "display",
                "undisplay,delete display",
                "enable display",
                "disable display",
                "info display",
                "info symbol");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "print" -> new Print("print", true);
            case "call" -> new Print("call", false);
            case "output" -> new Output();
            case "set", "set variable" -> new SetVariable();
            case "echo" -> new Echo();
            case "printf" -> new Printf();
            case "display" -> new Display();
            case "undisplay" -> new ManageDisplays(name, "Stop displaying expressions.", Displays::delete);
            case "enable display" ->
                new ManageDisplays(name, "Display expressions again.", (displays, list) -> displays.enable(list, true));
            case "disable display" ->
                new ManageDisplays(
                        name,
                        "Stop displaying expressions for the time being.",
                        (displays, list) -> displays.enable(list, false));
            case "info display" -> new InfoDisplay();
            case "info symbol" -> new InfoSymbol();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package. */
public final class ScriptCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "source",
                "if",
                "while",
                "loop_break",
                "loop_continue",
                "define",
                "define-prefix",
                "document",
                "show user",
                "alias",
                "dont-repeat");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "source" -> new Source();
            case "if" -> new If();
            case "while" -> new While();
            case "loop_break" -> new LoopControl(name, true);
            case "loop_continue" -> new LoopControl(name, false);
            case "define" -> new Define();
            case "define-prefix" -> new DefinePrefix();
            case "document" -> new Document();
            case "show user" -> new ShowUser();
            case "alias" -> new Alias();
            case "dont-repeat" -> new DontRepeat();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

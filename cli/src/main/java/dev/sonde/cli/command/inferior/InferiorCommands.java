package dev.sonde.cli.command.inferior;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package. */
public final class InferiorCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "inferior",
                "info inferiors",
                "add-inferior",
                "clone-inferior",
                "remove-inferiors",
                "kill inferiors",
                "detach inferiors");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "inferior" -> new SelectInferior();
            case "info inferiors" -> new InfoInferiors();
            case "add-inferior" -> new AddInferior();
            case "clone-inferior" -> new CloneInferior();
            case "remove-inferiors" -> new RemoveInferiors();
            case "kill inferiors" -> new EndInferiors(true);
            case "detach inferiors" -> new EndInferiors(false);
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

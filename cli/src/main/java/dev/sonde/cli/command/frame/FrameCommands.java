package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package. */
public final class FrameCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "backtrace,bt,where",
                "frame,f",
                "up",
                "down",
                "info frame,info f",
                "finish,fin",
                "return",
                "frame apply",
                "faas");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "backtrace" -> new BacktraceCommand();
            case "frame" -> new SelectFrame();
            case "up" -> new Up();
            case "down" -> new Down();
            case "info frame" -> new InfoFrame();
            case "finish" -> new Finish();
            case "frame apply" -> new FrameApply(false);
            case "faas" -> new FrameApply(true);
            case "return" -> new Return();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

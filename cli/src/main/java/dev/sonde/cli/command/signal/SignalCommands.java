package dev.sonde.cli.command.signal;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package. */
public final class SignalCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of("handle,ha", "info signals,info handle", "signal", "queue-signal");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "handle" -> new Handle();
            case "info signals" -> new InfoSignals();
            case "signal" -> new SendSignal(true);
            case "queue-signal" -> new SendSignal(false);
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

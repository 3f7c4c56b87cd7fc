package dev.sonde.cli.command.data;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.FormatArguments;

/** {@code display [/FMT EXPRESSION]}. */
final class Display extends Command {
    Display() {
        super(Topic.DATA, "Print the value of an expression each time the program stops.");
    }

    @Override
    public String details() {
        return """
                Usage: display [/FMT] [EXPRESSION]
                With a size, or with the formats i and s, memory is examined as with "x".
                Without an argument, shows all that is displayed.""";
    }

    @Override
    public void run(Session session, String arguments) {
        Displays displays = Displays.of(session);
        if (arguments.isEmpty()) {
            displays.show();
        } else {
            displays.add(FormatArguments.parse(arguments));
        }
    }
}

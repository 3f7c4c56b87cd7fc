package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.expression.Locations;
import dev.sonde.engine.breakpoint.LocationSpec;
import java.util.List;

/** {@code advance LOCATION}. */
final class Advance extends Command {
    Advance() {
        super(Topic.RUNNING, "Let the program go on until it is at a certain place.");
    }

    @Override
    public String details() {
        return "Usage: advance LOCATION\nLOCATION is as for \"break\". Breakpoints and signals stop the program before.";
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        if (arguments.isEmpty()) {
            throw new CommandException("Argument required (a location).");
        }
        Execution execution = Execution.of(session);
        execution.selected();
        LocationSpec spec = Locations.parse(session, arguments);
        List<Long> addresses = session.target().resolver().resolve(spec);
        if (addresses.isEmpty()) {
            throw new CommandException("Function \"" + spec.text() + "\" not defined.");
        }
        execution.advance(addresses);
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.functions(session, arguments);
    }
}

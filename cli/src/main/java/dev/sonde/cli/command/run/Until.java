package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.expression.Locations;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.target.LineStep;
import java.util.List;

/** {@code until [LOCATION]} and {@code advance LOCATION}. */
final class Until extends Command {
    private final boolean inFrame;

    private Until(String summary, boolean inFrame) {
        super(Topic.RUNNING, summary);
        this.inFrame = inFrame;
    }

    /** {@code until}: only the selected frame counts. */
    static Until inFrame() {
        return new Until("Go on past the present line, or to a place in the present function.", true);
    }

    /** {@code advance}: whatever call gets there. */
    static Until anywhere() {
        return new Until("Let the program go on until it is at a certain place.", false);
    }

    @Override
    public String details() {
        String location =
                "LOCATION is as for \"break\". Breakpoints, signals, and the return of the selected frame stop\n"
                        + "the program before.";
        return inFrame
                ? "Usage: until [LOCATION]\nWithout LOCATION as \"next\", but a jump back, as at the end of a loop, does not"
                        + " stop.\n" + location
                : "Usage: advance LOCATION\n" + location;
    }

    @Override
    public boolean mayRunInBackground() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        Execution execution = Execution.of(session);
        if (arguments.isEmpty() && !inFrame) {
            throw new CommandException("Argument required (a location).");
        }
        execution.requireRunnable();
        if (arguments.isEmpty()) {
            execution.step(1, LineStep.FORWARD);
            return;
        }
        LocationSpec spec = Locations.parse(session, arguments);
        List<Long> addresses = session.target().resolver().resolve(spec);
        if (addresses.isEmpty()) {
            throw new CommandException(Locations.missing(session, spec));
        }
        execution.runTo(addresses, inFrame);
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.functions(session, arguments);
    }
}

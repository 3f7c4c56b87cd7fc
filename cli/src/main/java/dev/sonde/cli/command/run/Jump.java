package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.execution.FramePlace;
import dev.sonde.cli.execution.Texts;
import dev.sonde.cli.expression.Locations;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.unwind.Frame;
import java.util.List;

/** {@code jump LOCATION}. */
final class Jump extends Command {
    Jump() {
        super(Topic.RUNNING, "Let the program go on at another place.");
    }

    @Override
    public String details() {
        return """
                Usage: jump LOCATION
                LOCATION is as for "break". Nothing but the program counter is changed: in another function, or where
                variables are kept elsewhere, the program may not find what it expects.""";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        Execution execution = Execution.of(session);
        execution.requireRunnable();
        InferiorThread thread = execution.selected();
        if (arguments.isEmpty()) {
            throw new CommandException("Argument required (starting address).");
        }
        LocationSpec spec = Locations.parse(session, arguments);
        List<Long> addresses = session.target().resolver().resolve(spec);
        if (addresses.isEmpty()) {
            throw new CommandException(Locations.missing(session, spec));
        }
        if (addresses.size() > 1) {
            throw new CommandException("Unreasonable jump request: " + arguments + " is at " + addresses.size()
                    + " places. Name one of them by its address.");
        }
        long address = addresses.getFirst();
        Frame here = session.target().backtrace(thread).innermost();
        long function = session.target()
                .modules()
                .symbolize(address)
                .map(place -> place.start())
                .orElse(0L);
        boolean same = here.symbol().map(place -> place.start() == function).orElse(function == 0);
        if (!same && !session.console().confirm(question(session, here, address))) {
            throw new CommandException("Not confirmed.");
        }
        if (session.console().isInteractive()) {
            session.console().println("Continuing at " + Texts.hex(address) + ".");
        }
        execution.resumeAt(address);
    }

    private static String question(Session session, Frame here, long address) {
        String function = FramePlace.of(session, here).function();
        String place = session.target()
                .modules()
                .lineAt(address)
                .filter(row -> row.line() > 0)
                .map(row -> "Line " + row.line())
                .orElseGet(() -> "Address " + Texts.hex(address));
        return place + " is not in `" + function + "'.  Jump anyway? ";
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.functions(session, arguments);
    }
}

package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Locations;
import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.breakpoint.BreakpointLocation;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.x86_64.Register;
import java.util.ArrayList;
import java.util.List;

/** {@code clear [LOCATION]}. */
final class Clear extends Command {
    Clear() {
        super(Topic.BREAKPOINTS, "Delete the breakpoints at a certain place.");
    }

    @Override
    public String details() {
        return "Usage: clear [LOCATION]\nLOCATION is as for \"break\"; without it, where the selected thread is.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        List<Long> addresses = arguments.isEmpty()
                ? List.of(session.target().selectedThread().registers().readLong(Register.RIP))
                : session.target().resolver().resolve(Locations.parse(session, arguments));
        List<Breakpoint> there = new ArrayList<>();
        for (Breakpoint breakpoint : session.target().breakpoints().all()) {
            if (breakpoint instanceof CodeBreakpoint code && isAt(code, addresses)) {
                there.add(code);
            }
        }
        if (there.isEmpty()) {
            throw new CommandException("No breakpoint at " + (arguments.isEmpty() ? "this address" : arguments) + ".");
        }
        StringBuilder text = new StringBuilder(there.size() == 1 ? "Deleted breakpoint " : "Deleted breakpoints ");
        for (Breakpoint breakpoint : there) {
            session.target().breakpoints().delete(breakpoint);
            text.append(breakpoint.number()).append(' ');
        }
        session.console().println(text.toString());
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.functions(session, arguments);
    }

    private static boolean isAt(CodeBreakpoint breakpoint, List<Long> addresses) {
        for (BreakpointLocation location : breakpoint.locations()) {
            if (addresses.contains(location.address())) {
                return true;
            }
        }
        return false;
    }
}

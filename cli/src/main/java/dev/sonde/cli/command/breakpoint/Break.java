package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationSpec;
import java.util.List;

/** {@code break}, {@code tbreak}, {@code hbreak} and {@code thbreak}. */
final class Break extends Command {
    private final String name;
    private final boolean temporary;
    private final boolean hardware;

    private Break(String name, String summary, boolean temporary, boolean hardware) {
        super(Topic.BREAKPOINTS, summary);
        this.name = name;
        this.temporary = temporary;
        this.hardware = hardware;
    }

    static Break lasting() {
        return new Break("break", "Set a breakpoint.", false, false);
    }

    static Break temporary() {
        return new Break("tbreak", "Set a breakpoint that is deleted when it stops the program.", true, false);
    }

    static Break hardware() {
        return new Break("hbreak", "Set a breakpoint by a debug register of the processor.", false, true);
    }

    static Break temporaryHardware() {
        return new Break(
                "thbreak", "Set a breakpoint by a debug register, deleted when it stops the program.", true, true);
    }

    @Override
    public String details() {
        return "Usage: " + name + " [LOCATION] [thread N] [if CONDITION]\n"
                + "LOCATION is the name of a function, FILE:LINE, LINE, or *EXPRESSION for an exact address;\n"
                + "without it, the selected thread's present address.\n"
                + "A name that nothing loaded has can be waited for; see \"set breakpoint pending\".";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        Clauses clauses = Clauses.parse(session, arguments, place -> NewBreakpoint.addresses(session, place));
        LocationSpec spec = NewBreakpoint.spec(session, clauses.place());
        CodeBreakpoint breakpoint = hardware
                ? session.target().hardwareBreakAt(spec)
                : session.target().breakAt(spec);
        breakpoint.setTemporary(temporary);
        clauses.applyTo(session, breakpoint);
        session.console().println(NewBreakpoint.text(session, breakpoint, kind(breakpoint)));
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return arguments.startsWith("*")
                ? Completions.expressions(session, arguments)
                : Completions.functions(session, arguments);
    }

    private static String kind(CodeBreakpoint breakpoint) {
        if (breakpoint.isTemporary()) {
            return breakpoint.isHardware() ? "Temporary hardware breakpoint" : "Temporary breakpoint";
        }
        return breakpoint.isHardware() ? "Hardware assisted breakpoint" : "Breakpoint";
    }
}

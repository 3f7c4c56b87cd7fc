package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Texts;
import dev.sonde.cli.expression.Locations;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.x86_64.Register;
import java.util.List;
import java.util.Optional;

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
        Clauses clauses = Clauses.parse(session, arguments, place -> addresses(session, place));
        LocationSpec spec = clauses.place().isEmpty() ? here(session) : Locations.parse(session, clauses.place());
        if (session.target().resolver().resolve(spec).isEmpty()) {
            confirmPending(session, spec);
        }
        CodeBreakpoint breakpoint = hardware
                ? session.target().hardwareBreakAt(spec)
                : session.target().breakAt(spec);
        breakpoint.setTemporary(temporary);
        clauses.applyTo(session, breakpoint);
        session.console().println(text(session, breakpoint));
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return arguments.startsWith("*")
                ? Completions.expressions(session, arguments)
                : Completions.functions(session, arguments);
    }

    private static Optional<List<Long>> addresses(Session session, String place) {
        LocationSpec spec = place.isEmpty() ? here(session) : Locations.parse(session, place);
        return Optional.of(session.target().resolver().resolve(spec)).filter(addresses -> !addresses.isEmpty());
    }

    private static LocationSpec here(Session session) {
        if (!session.target().hasProcess()) {
            throw new CommandException("No default breakpoint address now.");
        }
        return new LocationSpec.Address(
                session.target().selectedThread().registers().readLong(Register.RIP));
    }

    private static void confirmPending(Session session, LocationSpec spec) {
        String problem = session.target().modules().all().isEmpty()
                ? "No symbol table is loaded.  Use the \"file\" command."
                : Locations.missing(session, spec);
        boolean wait = switch (session.settings().text(Settings.BREAKPOINT_PENDING)) {
            case "on" -> {
                session.console().println(problem);
                yield true;
            }
            case "off" -> throw new CommandException(problem);
            default -> {
                session.console().println(problem);
                yield session.console().queryReluctantly("Make breakpoint pending on future shared library load? ");
            }
        };
        if (!wait) {
            throw new CommandException("");
        }
    }

    private static String text(Session session, CodeBreakpoint breakpoint) {
        String kind = breakpoint.isHardware() ? "Hardware assisted breakpoint " : "Breakpoint ";
        if (breakpoint.isTemporary()) {
            kind = breakpoint.isHardware() ? "Temporary hardware breakpoint " : "Temporary breakpoint ";
        }
        String start = kind + breakpoint.number();
        if (breakpoint.isPending()) {
            return start + " (" + BreakpointPlaces.pending(breakpoint) + ") pending.";
        }
        int count = breakpoint.locations().size();
        long address = breakpoint.locations().getFirst().address();
        if (count > 1) {
            String common = breakpoint.spec() instanceof LocationSpec.Address
                    ? ""
                    : ": " + breakpoint.spec().text() + ".";
            return start + " at " + Texts.hex(address) + common + " (" + count + " locations)";
        }
        return start + " at " + Texts.hex(address) + BreakpointPlaces.line(session, breakpoint.spec(), address);
    }
}

package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.execution.Texts;
import dev.sonde.cli.expression.Locations;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.x86_64.Register;
import java.util.List;
import java.util.Optional;

/** What the commands share that set breakpoints on code. */
final class NewBreakpoint {
    private NewBreakpoint() {}

    /**
     * Where {@code place} means; the selected thread's present address for an empty one.
     *
     * @throws CommandException if it means nothing that is loaded, and is not to be waited for
     */
    static LocationSpec spec(Session session, String place) {
        LocationSpec spec = place.isEmpty() ? here(session) : Locations.parse(session, place);
        if (session.target().resolver().resolve(spec).isEmpty()) {
            confirmPending(session, spec);
        }
        return spec;
    }

    /** The addresses that {@code place} means now; empty when nothing loaded has it. */
    static Optional<List<Long>> addresses(Session session, String place) {
        LocationSpec spec = place.isEmpty() ? here(session) : Locations.parse(session, place);
        return Optional.of(session.target().resolver().resolve(spec)).filter(addresses -> !addresses.isEmpty());
    }

    /** What is said of a new one, such as {@code Breakpoint 1 at 0x1139: file loop.c, line 8.} */
    static String text(Session session, CodeBreakpoint breakpoint, String kind) {
        String start = kind + " " + breakpoint.number();
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
}

package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.breakpoint.Watchpoint;
import java.util.List;

/** {@code info breakpoints} and {@code info watchpoints}. */
final class InfoBreakpoints extends Command {
    private final boolean watchpointsOnly;

    InfoBreakpoints(boolean watchpointsOnly) {
        super(
                Topic.BREAKPOINTS,
                watchpointsOnly ? "Show watchpoints." : "Show breakpoints, watchpoints and catchpoints.");
        this.watchpointsOnly = watchpointsOnly;
    }

    @Override
    public String details() {
        return "Usage: info " + (watchpointsOnly ? "watchpoints" : "breakpoints") + " [NUMBER | FIRST-LAST]...\n"
                + "Disp says what happens after a stop: keep, del (deleted) or dis (disabled).\n"
                + "Enb says whether it is enabled.";
    }

    @Override
    public void run(Session session, String arguments) {
        List<Breakpoint> wanted = arguments.isEmpty()
                ? session.target().breakpoints().all()
                : Numbers.breakpoints(session, arguments);
        List<Breakpoint> shown = wanted.stream()
                .filter(breakpoint -> !watchpointsOnly || breakpoint instanceof Watchpoint)
                .toList();
        if (shown.isEmpty()) {
            session.console().println(watchpointsOnly ? "No watchpoints." : "No breakpoints or watchpoints.");
            return;
        }
        for (String line : new BreakpointRows(session, shown).lines()) {
            session.console().println(line);
        }
    }
}

package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.breakpoint.BreakpointTable;

/** {@code delete [NUMBER]...}. */
final class Delete extends Command {
    Delete() {
        super(Topic.BREAKPOINTS, "Delete all or some breakpoints.");
    }

    @Override
    public String details() {
        return "Usage: delete [NUMBER | FIRST-LAST]...\nWithout arguments, all of them.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public boolean takesUnknownWords() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) {
        BreakpointTable table = session.target().breakpoints();
        if (!arguments.isEmpty()) {
            Numbers.breakpoints(session, arguments).forEach(table::delete);
        } else if (!table.all().isEmpty() && session.console().confirm("Delete all breakpoints? ")) {
            table.all().forEach(table::delete);
        }
    }
}

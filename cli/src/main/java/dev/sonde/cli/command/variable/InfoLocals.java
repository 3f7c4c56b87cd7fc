package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code info locals}. */
final class InfoLocals extends Command {
    InfoLocals() {
        super(Topic.STACK, "Print the local variables of the selected frame.");
    }

    @Override
    public String details() {
        return "Usage: info locals\nThose of the innermost block come first.";
    }

    @Override
    public void run(Session session, String arguments) {
        VariableLines.locals(session, VariableLines.selected(session), "").forEach(session.console()::println);
    }
}

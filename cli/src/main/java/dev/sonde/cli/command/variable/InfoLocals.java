package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.variable.FrameVariables;
import dev.sonde.engine.variable.Variable;
import java.util.List;

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
        FrameVariables here = VariableLines.selected(session);
        boolean any = false;
        for (List<Variable> block : here.locals()) {
            for (Variable variable : block) {
                session.console().println(VariableLines.line(session, here, variable));
                any = true;
            }
        }
        if (!any) {
            session.console().println("No locals.");
        }
    }
}

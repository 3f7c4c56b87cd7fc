package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.FrameArguments;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.ValueFormatter;
import dev.sonde.engine.variable.FrameVariables;
import dev.sonde.engine.variable.Variable;

/** Variables and their values, a line for each. */
public final class VariableLines {
    private VariableLines() {}

    /**
     * The variables of the selected frame.
     *
     * @throws CommandException if there is no frame, or nothing is known of its function
     */
    static FrameVariables selected(Session session) {
        if (!session.target().hasProcess()) {
            throw new CommandException("No frame selected.");
        }
        Frame frame = session.target().selectedFrame();
        return session.target()
                .variables()
                .of(frame, session.target().modules())
                .orElseThrow(() -> new CommandException("No symbol table info available."));
    }

    /** {@code name = value}, of which the second and later lines are not indented. */
    static String line(Session session, FrameVariables here, Variable variable) {
        return variable.name() + " = " + text(FrameArguments.formatter(session, here), here, variable);
    }

    private static String text(ValueFormatter formatter, FrameVariables here, Variable variable) {
        try {
            return formatter.variable(here.value(variable));
        } catch (DebugException e) {
            return "<error reading variable: " + e.getMessage() + ">";
        }
    }
}

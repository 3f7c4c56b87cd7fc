package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.FrameArguments;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.ValueFormatter;
import dev.sonde.engine.variable.FrameVariables;
import dev.sonde.engine.variable.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Variables and their values, a line for each. */
public final class VariableLines {
    private static final String NO_SYMBOLS = "No symbol table info available.";

    private VariableLines() {}

    /**
     * The local variables of a frame, the innermost block first; a remark where there are none, or where nothing is known of
     * its function.
     *
     * @param indent what stands before each line of a variable, but not of a remark
     */
    public static List<String> locals(Session session, Frame frame, String indent) {
        Optional<FrameVariables> here = frame.isSignalFrame()
                ? Optional.empty()
                : session.target().variables().of(frame, session.target().modules());
        return here.map(variables -> locals(session, variables, indent)).orElse(List.of(NO_SYMBOLS));
    }

    /** As {@link #locals(Session, Frame, String)}, of a frame whose variables are known. */
    static List<String> locals(Session session, FrameVariables here, String indent) {
        List<String> lines = new ArrayList<>();
        ValueFormatter formatter = FrameArguments.formatter(session, here);
        for (List<Variable> block : here.locals()) {
            for (Variable variable : block) {
                lines.add(indent + line(formatter, here, variable).replace("\n", "\n" + indent));
            }
        }
        return lines.isEmpty() ? List.of("No locals.") : lines;
    }

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
                .orElseThrow(() -> new CommandException(NO_SYMBOLS));
    }

    /** {@code name = value}, of which the second and later lines are not indented. */
    static String line(ValueFormatter formatter, FrameVariables here, Variable variable) {
        return variable.name() + " = " + text(formatter, here, variable);
    }

    private static String text(ValueFormatter formatter, FrameVariables here, Variable variable) {
        try {
            return formatter.variable(here.value(variable));
        } catch (DebugException e) {
            return "<error reading variable: " + e.getMessage() + ">";
        }
    }
}

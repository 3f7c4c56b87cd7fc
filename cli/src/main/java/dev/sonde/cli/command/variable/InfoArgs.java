package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.FrameArguments;
import dev.sonde.engine.value.ValueFormatter;
import dev.sonde.engine.variable.FrameVariables;
import dev.sonde.engine.variable.Variable;

/** {@code info args}. */
final class InfoArgs extends Command {
    InfoArgs() {
        super(Topic.STACK, "Print the arguments of the selected frame.");
    }

    @Override
    public void run(Session session, String arguments) {
        FrameVariables here = VariableLines.selected(session);
        if (here.arguments().isEmpty()) {
            session.console().println("No arguments.");
        }
        ValueFormatter formatter = FrameArguments.formatter(session, here);
        for (Variable argument : here.arguments()) {
            session.console().println(VariableLines.line(formatter, here, argument));
        }
    }
}

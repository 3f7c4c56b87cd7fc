package dev.sonde.cli.command.data;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.FormatArguments;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.value.Format;
import java.util.Optional;

/** {@code output [/FMT] EXPRESSION}. */
final class Output extends Command {
    Output() {
        super(Topic.DATA, "Print the value of an expression and nothing else: no number, no line end.");
    }

    @Override
    public String details() {
        return "Usage: output [/FMT] EXPRESSION\nThe value does not enter the history.";
    }

    @Override
    public void run(Session session, String arguments) {
        FormatArguments parsed = FormatArguments.parse(arguments);
        Optional<Format> format = parsed.formatOrNone().forSingleValue("output");
        if (parsed.rest().isEmpty()) {
            throw new CommandException("Argument required (expression to compute).");
        }
        session.console().print(ValueTexts.text(session, ValueTexts.evaluate(session, parsed.rest()), format));
    }
}

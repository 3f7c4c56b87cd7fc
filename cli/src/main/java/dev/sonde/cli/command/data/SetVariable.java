package dev.sonde.cli.command.data;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.Node;

/** {@code set variable EXPRESSION}, and {@code set EXPRESSION} for what is no setting. */
final class SetVariable extends Command {
    SetVariable() {
        super(Topic.DATA, "Evaluate an expression that assigns to a register, to memory or to a variable.");
    }

    @Override
    public String details() {
        return """
                Usage: set variable EXPRESSION
                Examples: set variable $rax = 1, set variable {int}0x404010 = 5, set variable $count = 0.
                "variable" may be left out when the expression does not begin like the name of a setting.""";
    }

    @Override
    public boolean takesUnknownWords() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("Argument required (expression to compute).");
        }
        Expression expression = Expressions.of(session).parse(arguments);
        switch (expression.root()) {
            case Node.Assignment _, Node.CompoundAssignment _, Node.Step _, Node.Comma _ -> {}
            default -> session.console().error("warning: Expression is not an assignment (and might have no effect)");
        }
        ValueTexts.known(expression.evaluate(Expressions.of(session).context()));
    }
}

package dev.sonde.cli.command.data;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.expression.EvaluationException;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.value.Type;

/** {@code whatis EXPRESSION}. */
final class WhatIs extends Command {
    WhatIs() {
        super(Topic.DATA, "Print the type of an expression.");
    }

    @Override
    public String details() {
        return "Usage: whatis [EXPRESSION | TYPE]\nWithout an argument, that of the value printed last.";
    }

    @Override
    public void run(Session session, String arguments) {
        Type type = arguments.isEmpty() ? ValueTexts.last(session).type() : type(session, arguments);
        session.console().println("type = " + type.name());
    }

    private static Type type(Session session, String text) {
        try {
            return Expression.parseType(text);
        } catch (EvaluationException e) {
            // What is no type may be an expression, which says better what is wrong with it.
            return Expression.parse(text).type(Expressions.of(session).context());
        }
    }
}

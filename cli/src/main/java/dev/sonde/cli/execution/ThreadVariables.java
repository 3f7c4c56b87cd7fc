package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;

/**
 * {@code $_thread}, {@code $_gthread} and {@code $_inferior}: the numbers of the thread in which an expression is evaluated,
 * 0 if there is none, and that of its process.
 */
public final class ThreadVariables {
    private ThreadVariables() {}

    /** Makes them known to the expressions of {@code session}. */
    public static void define(Session session) {
        ThreadNumbers numbers = ThreadNumbers.of(session);
        Expressions expressions = Expressions.of(session);
        expressions.define("_thread", thread -> number(thread.map(numbers::of).orElse(0)));
        expressions.define(
                "_gthread", thread -> number(thread.map(numbers::global).orElse(0)));
        expressions.define(
                "_inferior",
                thread -> number(thread.map(session.target()::program)
                        .orElseGet(session.target()::program)
                        .number()));
    }

    private static Value number(int number) {
        return Value.Scalar.of(Types.INT, number);
    }
}

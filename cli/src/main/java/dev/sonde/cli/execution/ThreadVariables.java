package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code $_thread}, {@code $_gthread} and {@code $_inferior}: the numbers of the thread in which an expression is evaluated,
 * 0 if there is none, and that of its process.
 */
public final class ThreadVariables {
    private ThreadVariables() {}

    /** Makes them known to the expressions of {@code session}. */
    public static void define(Session session) {
        ThreadNumbers numbers = ThreadNumbers.of(session);
        Function<Optional<InferiorThread>, Value> number =
                thread -> Value.Scalar.of(Types.INT, thread.map(numbers::of).orElse(0));
        Expressions expressions = Expressions.of(session);
        expressions.define("_thread", number);
        expressions.define("_gthread", number);
        expressions.define("_inferior", _ -> Value.Scalar.of(Types.INT, 1));
    }
}

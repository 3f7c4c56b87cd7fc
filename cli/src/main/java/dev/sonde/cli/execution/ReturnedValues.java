package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.call.FunctionResult;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.Optional;

/** Shows what a function has returned. */
final class ReturnedValues {
    private ReturnedValues() {}

    /** Puts the result into the history of values, and prints it as gdb does. */
    static void print(Session session, FunctionResult result, RegisterFile registers, InferiorThread thread) {
        Optional<Value> value =
                result.read(registers, Optional.of(thread.inferior().memory()));
        if (value.isEmpty()) {
            session.console()
                    .println("Value returned has type: " + result.type().name() + ". Cannot determine contents");
            return;
        }
        int number = Expressions.of(session).history().add(value.get());
        session.console().println("Value returned is $" + number + " = " + text(session, value.get()));
    }

    private static String text(Session session, Value value) {
        if (!session.settings().is(Settings.PRINT_FINISH)) {
            return "<not displayed>";
        }
        try {
            return ValueTexts.text(session, value, Optional.empty());
        } catch (DebugException e) {
            return "<error reading variable: " + e.getMessage() + ">";
        }
    }
}

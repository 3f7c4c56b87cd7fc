package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.target.LineStep;

/** {@code step [N]} and {@code next [N]}. */
final class StepLine extends Command {
    private final LineStep kind;

    /** @param kind what is done about calls */
    StepLine(LineStep kind) {
        super(
                Topic.RUNNING,
                kind == LineStep.INTO
                        ? "Go on to another line of the source, perhaps in a function that is called."
                        : "Go on to the next line of the source, over the functions that are called.");
        this.kind = kind;
    }

    @Override
    public String details() {
        return "Usage: " + (kind == LineStep.INTO ? "step" : "next")
                + " [N]\nWith N, do it N times, or until the program stops for another reason.";
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        Execution execution = Execution.of(session);
        execution.selected();
        long count = arguments.isEmpty() ? 1 : Expressions.of(session).number(arguments);
        if (count > 0) {
            execution.step(count, kind);
        }
    }
}

package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.expression.Expressions;

/** {@code stepi [N]} and {@code nexti [N]}. */
final class StepInstruction extends Command {
    private final boolean overCalls;

    /** @param overCalls whether a call counts as one instruction */
    StepInstruction(boolean overCalls) {
        super(
                Topic.RUNNING,
                overCalls ? "Execute one instruction, and the whole of a call." : "Execute one instruction.");
        this.overCalls = overCalls;
    }

    @Override
    public String details() {
        return "Usage: " + (overCalls ? "nexti" : "stepi")
                + " [N]\nWith N, do it N times, or until the program stops for another reason.";
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        Execution execution = Execution.of(session);
        execution.selected();
        long count = arguments.isEmpty() ? 1 : Expressions.of(session).number(arguments);
        if (count > 0) {
            execution.stepInstructions(count, overCalls);
        }
    }
}

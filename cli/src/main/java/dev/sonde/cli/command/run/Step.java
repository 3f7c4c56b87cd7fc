package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.expression.Expressions;

/** {@code step}, {@code next}, {@code stepi} and {@code nexti}, which take how often. */
final class Step extends Command {
    private final String name;
    private final Kind kind;

    /**
     * @param name the command's
     * @param summary the line of help
     */
    Step(String name, String summary, Kind kind) {
        super(Topic.RUNNING, summary);
        this.name = name;
        this.kind = kind;
    }

    @Override
    public String details() {
        return "Usage: " + name + " [N]\nWith N, do it N times, or until the program stops for another reason.";
    }

    @Override
    public boolean mayRunInBackground() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        Execution execution = Execution.of(session);
        execution.requireRunnable();
        long count = arguments.isEmpty() ? 1 : Expressions.of(session).number(arguments);
        if (count > 0) {
            kind.step(execution, count);
        }
    }

    /** How far a step goes. */
    @FunctionalInterface
    interface Kind {
        /**
         * Steps the selected thread.
         *
         * @param count how many times, at least 1
         */
        void step(Execution execution, long count) throws InterruptedException;
    }
}

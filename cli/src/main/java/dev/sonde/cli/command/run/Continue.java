package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.StopReason;
import java.util.Optional;

/** {@code continue [N]}. */
final class Continue extends Command {
    Continue() {
        super(Topic.RUNNING, "Let the program go on, after a signal or a breakpoint.");
    }

    @Override
    public String details() {
        return "Usage: continue [N] [&]\n       continue -a [&]\nIn non-stop mode only the selected thread goes on, with"
                + " -a every thread that is stopped.\nWith & the prompt comes back at once.\nWith N, the breakpoint that stopped the program is passed over N-1 times.";
    }

    @Override
    public boolean mayRunInBackground() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        Execution execution = Execution.of(session);
        execution.requireRunnable();
        String note = "";
        boolean all = arguments.equals("-a");
        if (all && !session.target().nonStop()) {
            throw new CommandException("`-a' is meaningless in all-stop mode.");
        }
        if (!all && !arguments.isEmpty()) {
            note = passOver(execution, Expressions.of(session).number(arguments));
        }
        if (session.console().isInteractive() || !note.isEmpty()) {
            session.console().println(note + "Continuing.");
        }
        if (all) {
            execution.resume(Resumption.continueAll());
        } else {
            execution.resume();
        }
    }

    private static String passOver(Execution execution, long count) {
        CodeBreakpoint breakpoint = execution
                .lastStop()
                .flatMap(Continue::breakpoint)
                .orElseThrow(() -> new CommandException("Not stopped at any breakpoint; argument ignored."));
        breakpoint.setIgnoreCount(Math.max(0, count - 1));
        return "Will ignore next " + Math.max(0, count - 1) + " crossings of breakpoint " + breakpoint.number() + ".  ";
    }

    private static Optional<CodeBreakpoint> breakpoint(Stop.Stopped stopped) {
        for (StopReason reason : stopped.reasons()) {
            if (reason instanceof StopReason.BreakpointHit(CodeBreakpoint breakpoint)) {
                return Optional.of(breakpoint);
            }
        }
        return Optional.empty();
    }
}

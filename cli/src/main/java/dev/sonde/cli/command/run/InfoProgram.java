package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.execution.Texts;
import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.StopReason;
import dev.sonde.engine.x86_64.Register;
import java.util.List;
import java.util.Optional;

/** {@code info program}. */
final class InfoProgram extends Command {
    InfoProgram() {
        super(Topic.STATUS, "Show whether the program runs, and why it stopped.");
    }

    @Override
    public void run(Session session, String arguments) {
        if (!session.target().canRun()) {
            session.console().println("The program being debugged is not being run.");
            return;
        }
        Optional<Stop.Stopped> last = Execution.of(session).lastStop();
        InferiorThread thread = last.map(Stop.Stopped::thread).orElseGet(session.target()::selectedThread);
        String how = session.target().inferior().launched() ? "child" : "attached";
        session.console().println("\tUsing the running image of " + how + " " + Texts.thread(thread) + ".");
        session.console()
                .println("Program stopped at " + Texts.hex(thread.registers().readLong(Register.RIP)) + ".");
        for (StopReason reason : last.map(Stop.Stopped::reasons).orElse(List.of())) {
            session.console().println(text(session, reason));
        }
    }

    private static String text(Session session, StopReason reason) {
        return switch (reason) {
            case StopReason.BreakpointHit(var breakpoint) -> stoppedAt(session, breakpoint);
            case StopReason.Watched(var watchpoint, var _) -> stoppedAt(session, watchpoint);
            case StopReason.Caught(var catchpoint, var _) -> stoppedAt(session, catchpoint);
            case StopReason.WatchEnded(var watchpoint) -> stoppedAt(session, watchpoint);
            case StopReason.LibraryEvent(var catchpoint, var _) ->
                catchpoint
                        .map(caught -> stoppedAt(session, caught))
                        .orElse("It stopped at an event of the dynamic loader.");
            case StopReason.Returned _, StopReason.CallReturned _ -> "It stopped after a function returned.";
            case StopReason.Arrived _ -> "It stopped where it was told to run to.";
            case StopReason.Stepped _, StopReason.Other(StopCause.StepDone _) -> "It stopped after being stepped.";
            case StopReason.Other(StopCause.Signalled(var info)) -> "It stopped at signal " + info.describe() + ".";
            case StopReason.Other(StopCause.HistoryEnd _) -> "It stopped at the end of its recorded execution.";
            case StopReason.Other(StopCause.Interrupted _) -> "It stopped because you asked for it.";
            case StopReason.Other(var cause) -> "It stopped for " + cause + ".";
        };
    }

    private static String stoppedAt(Session session, Breakpoint breakpoint) {
        return session.target().breakpoints().find(breakpoint.number()).isPresent()
                ? "It stopped at breakpoint " + breakpoint.number() + "."
                : "It stopped at a breakpoint that has since been deleted.";
    }
}

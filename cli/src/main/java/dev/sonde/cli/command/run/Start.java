package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.breakpoint.BreakpointPlaces;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.execution.Texts;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationSpec;

/** {@code start [ARGUMENTS]}. */
final class Start extends Command {
    Start() {
        super(Topic.RUNNING, "Start the program and stop it at the beginning of main.");
    }

    @Override
    public String details() {
        return ArgumentsHelp.TEXT.replace("COMMAND", "start");
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public boolean mayRunInBackground() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        ProgramStart.prepare(session, arguments);
        LocationSpec main = new LocationSpec.Function("main");
        if (session.target().resolver().resolve(main).isEmpty()) {
            throw new CommandException("No symbol \"main\" in the program: use \"starti\", or \"break\" and \"run\".");
        }
        CodeBreakpoint breakpoint = session.target().breakAt(main);
        breakpoint.setTemporary(true);
        session.console()
                .println("Temporary breakpoint " + breakpoint.number() + " at "
                        + Texts.hex(breakpoint.locations().getFirst().address())
                        + BreakpointPlaces.line(
                                session, main, breakpoint.locations().getFirst().address()));
        ProgramStart.start(session);
        Execution.of(session).resume();
    }
}

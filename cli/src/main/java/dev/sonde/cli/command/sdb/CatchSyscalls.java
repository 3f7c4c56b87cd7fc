package dev.sonde.cli.command.sdb;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.breakpoint.BreakpointTable;
import dev.sonde.engine.breakpoint.Catchpoint;

/** {@code catchpoint syscall [none | NAME,...]}. */
final class CatchSyscalls extends Command {
    private static final String NONE = "none";

    CatchSyscalls() {
        super(Topic.ALTERNATIVES, "Choose the system calls that stop the program, instead of those chosen before.");
    }

    @Override
    public String details() {
        return "Usage: catchpoint syscall [none | NAME_OR_NUMBER,...]\nWithout arguments, all of them.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        BreakpointTable table = session.target().breakpoints();
        for (Breakpoint breakpoint : table.all()) {
            if (breakpoint instanceof Catchpoint catchpoint
                    && catchpoint.event() instanceof Catchpoint.Event.Syscall) {
                table.delete(catchpoint);
            }
        }
        if (!arguments.equals(NONE)) {
            session.execute("catch syscall " + arguments.replace(',', ' '));
        }
    }
}

package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Body;
import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.StopCommands;
import dev.sonde.engine.breakpoint.Breakpoint;
import java.util.List;

/** {@code commands [NUMBER | FIRST-LAST]... ... end}. */
final class SetCommands extends Command {
    SetCommands() {
        super(Topic.BREAKPOINTS, "Let breakpoints carry out commands when they have stopped the program.");
    }

    @Override
    public String details() {
        return """
                Usage: commands [NUMBER | FIRST-LAST]...
                The commands follow, one on each line, up to "end"; without numbers they are for the last breakpoint.
                With "silent" as the first, the stop is not shown. None at all takes away those that were given before.
                A command that lets the program go on is the last that is carried out.""";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public boolean takesBody() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) {
        List<Breakpoint> breakpoints =
                arguments.isEmpty() ? List.of(last(session)) : Numbers.breakpoints(session, arguments);
        if (session.console().isInteractive()) {
            session.console()
                    .println("Type commands for breakpoint(s) "
                            + (arguments.isEmpty() ? breakpoints.getFirst().number() : arguments)
                            + ", one per line.\nEnd with a line saying just \"end\".");
        }
        Body body = Body.read(session);
        breakpoints.forEach(breakpoint -> StopCommands.of(session).set(breakpoint, body));
    }

    private static Breakpoint last(Session session) {
        int number = session.target().breakpoints().lastNumber();
        if (number == 0) {
            throw new CommandException("Argument required (one or more breakpoint numbers).");
        }
        return session.target()
                .breakpoints()
                .find(number)
                .orElseThrow(() -> new CommandException("No breakpoint number " + number + "."));
    }
}

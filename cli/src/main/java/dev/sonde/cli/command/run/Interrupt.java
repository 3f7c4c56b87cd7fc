package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.target.Target;

/** {@code interrupt [-a]}. */
final class Interrupt extends Command {
    Interrupt() {
        super(Topic.RUNNING, "Stop a program that runs in the background.");
    }

    @Override
    public String details() {
        return "Usage: interrupt [-a]\nIn non-stop mode only the selected thread stops, with -a every thread.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        if (!arguments.isEmpty() && !arguments.equals("-a")) {
            throw new CommandException(
                    "Invalid argument \"" + arguments + "\": it is \"interrupt\" or \"interrupt -a\".");
        }
        Target target = session.target();
        if (target.nonStop() && arguments.isEmpty()) {
            target.interrupt(target.selectedThread());
        } else {
            target.interrupt();
        }
    }
}

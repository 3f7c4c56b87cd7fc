package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.breakpoint.Catchpoint;

/** {@code catch} and {@code tcatch} of fork, vfork and exec. */
final class Catch extends Command {
    private final String event;
    private final boolean temporary;

    /**
     * @param event {@code fork}, {@code vfork} or {@code exec}
     * @param temporary whether it is deleted when it stops the program
     */
    Catch(String event, boolean temporary) {
        super(Topic.BREAKPOINTS, "Stop when the program calls " + event + (temporary ? ", once." : "."));
        this.event = event;
        this.temporary = temporary;
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        Catchpoint.Event caught = switch (event) {
            case "fork" -> new Catchpoint.Event.Fork();
            case "vfork" -> new Catchpoint.Event.Vfork();
            case "exec" -> new Catchpoint.Event.Exec();
            default -> throw new IllegalArgumentException("no event is called " + event);
        };
        Catchpoint catchpoint = session.target().breakpoints().addCatchpoint(caught);
        catchpoint.setTemporary(temporary);
        session.console().println("Catchpoint " + catchpoint.number() + " (" + event + ")");
    }
}

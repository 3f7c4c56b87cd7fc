package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.BasicRegex;
import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.breakpoint.Catchpoint;
import java.util.regex.Pattern;

/** {@code catch} and {@code tcatch} of the loading and unloading of shared libraries. */
final class CatchLibrary extends Command {
    private final boolean load;
    private final boolean temporary;

    /**
     * @param load whether loading is caught, or else unloading
     * @param temporary whether it is deleted when it stops the program
     */
    CatchLibrary(boolean load, boolean temporary) {
        super(
                Topic.BREAKPOINTS,
                "Stop when the program " + (load ? "loads" : "unloads") + " a shared library"
                        + (temporary ? ", once." : "."));
        this.load = load;
        this.temporary = temporary;
    }

    @Override
    public String details() {
        return "Usage: " + (temporary ? "tcatch " : "catch ") + event()
                + " [REGEX]\nWith REGEX, only at the libraries whose names it finds.";
    }

    private String event() {
        return load ? "load" : "unload";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        Pattern pattern = BasicRegex.compile(arguments);
        Catchpoint catchpoint = session.target()
                .breakpoints()
                .addCatchpoint(new Catchpoint.Event.Library(
                        load, arguments, name -> pattern.matcher(name).find()));
        catchpoint.setTemporary(temporary);
        session.console().println("Catchpoint " + catchpoint.number() + " (" + event() + ")");
    }
}

package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.execution.FramePlace;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.StopReason;

/** Says how the program stopped. */
@FunctionalInterface
public interface StopPrinter {
    /** Prints where, and of the reasons those that a finish has of its own. */
    StopPrinter PLACE_ONLY = (session, stop) -> session.console().println(text(session, stop));

    /** Prints it. */
    void print(Session session, Stop stop);

    private static String text(Session session, Stop stop) {
        return switch (stop) {
            case Stop.Exited(int code) -> "[The program exited with code " + code + "]";
            case Stop.Killed(int signal, boolean _) -> "[The program was ended by signal " + signal + "]";
            case Stop.Stopped stopped -> {
                boolean returned = stopped.reasons().stream().allMatch(StopReason.Returned.class::isInstance);
                String place = FramePlace.of(session, Frames.selected(session)).longForm();
                yield returned ? place : "Stopped before the return: " + stopped.reasons() + "\n" + place;
            }
        };
    }
}

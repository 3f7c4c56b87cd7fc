package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.breakpoint.BreakpointTable;
import java.util.OptionalInt;

/** {@code enable} and {@code disable}, with their variants. */
final class Enable extends Command {
    /** What becomes of the breakpoints. */
    enum Mode {
        /** They stop the program. */
        ON("Enable all or some breakpoints.", "enable [NUMBER[.LOCATION] | FIRST-LAST]..."),
        /** They do not. */
        OFF("Disable all or some breakpoints.", "disable [NUMBER[.LOCATION] | FIRST-LAST]..."),
        /** They stop once. */
        ONCE("Enable some breakpoints for one stop.", "enable once [NUMBER | FIRST-LAST]..."),
        /** They stop once and are gone. */
        DELETE("Enable some breakpoints, and delete each when it stops.", "enable delete [NUMBER | FIRST-LAST]..."),
        /** They stop a certain number of times. */
        COUNT("Enable some breakpoints for COUNT stops.", "enable count COUNT [NUMBER | FIRST-LAST]...");

        private final String summary;
        private final String usage;

        Mode(String summary, String usage) {
            this.summary = summary;
            this.usage = usage;
        }
    }

    private final Mode mode;

    Enable(Mode mode) {
        super(Topic.BREAKPOINTS, mode.summary);
        this.mode = mode;
    }

    @Override
    public String details() {
        return "Usage: " + mode.usage + "\nWithout numbers, all of them.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public boolean takesUnknownWords() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) {
        Words words = new Words(arguments);
        int count = mode == Mode.COUNT ? count(session, words.next()) : 1;
        BreakpointTable table = session.target().breakpoints();
        if (words.isEmpty()) {
            table.all().forEach(breakpoint -> apply(table, breakpoint, count));
            return;
        }
        for (Numbers.Item item : Numbers.items(session, words.rest())) {
            switch (item) {
                case Numbers.Item.Whole(var breakpoint) -> apply(table, breakpoint, count);
                case Numbers.Item.Location(var location) -> {
                    if (mode != Mode.ON && mode != Mode.OFF) {
                        throw new CommandException("Bad breakpoint number '" + words.rest() + "'");
                    }
                    table.setEnabled(location, mode == Mode.ON);
                }
            }
        }
    }

    private void apply(BreakpointTable table, Breakpoint breakpoint, int count) {
        table.setEnabled(breakpoint, mode != Mode.OFF);
        switch (mode) {
            case ON, OFF -> {}
            case ONCE, COUNT -> {
                breakpoint.setTemporary(false);
                breakpoint.setStopsLeft(OptionalInt.of(count));
            }
            case DELETE -> breakpoint.setTemporary(true);
        }
    }

    private static int count(Session session, String word) {
        if (word.isEmpty()) {
            throw new CommandException("Argument required (hit count).");
        }
        long count = Expressions.of(session).number(word);
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw new CommandException("Bad count " + word + ".");
        }
        return (int) count;
    }
}

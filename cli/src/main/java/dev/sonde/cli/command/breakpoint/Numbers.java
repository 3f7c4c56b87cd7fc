package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.breakpoint.BreakpointLocation;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import java.util.ArrayList;
import java.util.List;

/** Lists of breakpoints as users write them: {@code 3}, {@code 1-4}, {@code $bpnum}, and for locations {@code 1.2}. */
final class Numbers {
    private static final int MOST = 100_000;

    private Numbers() {}

    /** A breakpoint, or a range of its locations. */
    sealed interface Item {
        /** All of it. */
        record Whole(Breakpoint breakpoint) implements Item {}

        /** One of its locations. */
        record Location(BreakpointLocation location) implements Item {}
    }

    /** A range of numbers, its ends included. */
    record Range(int first, int last) {}

    /**
     * The breakpoints that {@code arguments} name; those that do not exist are told of and left out.
     *
     * @throws CommandException if a word is no number
     */
    static List<Breakpoint> breakpoints(Session session, String arguments) {
        List<Breakpoint> found = new ArrayList<>();
        for (Item item : items(session, arguments)) {
            if (!(item instanceof Item.Whole(Breakpoint breakpoint))) {
                throw new CommandException("Bad breakpoint number '" + arguments + "'");
            }
            found.add(breakpoint);
        }
        return found;
    }

    /** As {@link #breakpoints}, with single locations. */
    static List<Item> items(Session session, String arguments) {
        List<Item> items = new ArrayList<>();
        Words words = new Words(arguments);
        while (!words.isEmpty()) {
            String word = words.next();
            int dot = word.startsWith("$") ? -1 : word.indexOf('.');
            if (dot < 0) {
                addWhole(session, range(session, word), items);
            } else {
                addLocations(session, word, dot, items);
            }
        }
        return items;
    }

    /** The only breakpoint that {@code word} names. */
    static Breakpoint one(Session session, String word) {
        int number = number(session, word);
        return session.target()
                .breakpoints()
                .find(number)
                .orElseThrow(() -> new CommandException("No breakpoint number " + number + "."));
    }

    private static void addWhole(Session session, Range range, List<Item> items) {
        for (int number = range.first(); number <= range.last(); number++) {
            int wanted = number;
            session.target()
                    .breakpoints()
                    .find(number)
                    .ifPresentOrElse(
                            breakpoint -> items.add(new Item.Whole(breakpoint)),
                            () -> session.console().println("No breakpoint number " + wanted + "."));
        }
    }

    private static void addLocations(Session session, String word, int dot, List<Item> items) {
        int number = number(session, word.substring(0, dot));
        Breakpoint breakpoint = session.target()
                .breakpoints()
                .find(number)
                .orElseThrow(() -> new CommandException("Bad breakpoint number '" + word + "'"));
        Range range = range(session, word.substring(dot + 1));
        List<BreakpointLocation> locations =
                breakpoint instanceof CodeBreakpoint code ? code.locations() : List.of();
        if (range.last() > locations.size()) {
            throw new CommandException("Bad breakpoint location number '" + range.last() + "'");
        }
        for (int i = range.first(); i <= range.last(); i++) {
            items.add(new Item.Location(locations.get(i - 1)));
        }
    }

    private static Range range(Session session, String word) {
        int dash = word.indexOf('-', 1);
        if (dash < 0) {
            int number = number(session, word);
            return new Range(number, number);
        }
        Range range = new Range(number(session, word.substring(0, dash)), number(session, word.substring(dash + 1)));
        if (range.last() < range.first() || range.last() - range.first() > MOST) {
            throw new CommandException("inverted range");
        }
        return range;
    }

    private static int number(Session session, String word) {
        if (word.startsWith("$")) {
            long value = Expressions.of(session).address(word);
            return requirePositive(value, word);
        }
        if (word.startsWith("-")) {
            throw new CommandException("negative value");
        }
        try {
            return requirePositive(Long.parseLong(word), word);
        } catch (NumberFormatException e) {
            throw new CommandException("Bad breakpoint number '" + word + "'");
        }
    }

    private static int requirePositive(long value, String word) {
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new CommandException("Bad breakpoint number '" + word + "'");
        }
        return (int) value;
    }
}

package dev.sonde.cli.command.data;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.NumberList;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.FormatArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The expressions that are shown at each stop. One per session. */
final class Displays {
    private final Session session;
    private final List<DisplayedExpression> all = new ArrayList<>();
    private int last;

    private Displays(Session session) {
        this.session = session;
        Execution.of(session).onStop(this::show);
    }

    /** Those of {@code session}. */
    static Displays of(Session session) {
        return session.shared(Displays.class, Displays::new);
    }

    /** Shows all that are enabled, as after a stop. */
    void show() {
        all.forEach(display -> display.show(session));
    }

    /**
     * Adds one and shows it to a user who is there.
     *
     * @throws dev.sonde.engine.error.DebugException if it is no expression, or names what does not exist
     */
    void add(FormatArguments arguments) {
        if (arguments.rest().isEmpty()) {
            throw new CommandException("Argument required (expression to compute).");
        }
        Expressions.of(session).requireNames(Expressions.of(session).parse(arguments.rest()));
        DisplayedExpression display = new DisplayedExpression(last + 1, arguments.formatOrNone(), arguments.rest());
        last++;
        all.add(display);
        if (session.console().isInteractive()) {
            display.show(session);
        }
    }

    /** The lines of {@code info display}. */
    List<String> lines() {
        if (all.isEmpty()) {
            return List.of("There are no auto-display expressions now.");
        }
        List<String> lines = new ArrayList<>(List.of("Auto-display expressions now in effect:", "Num Enb Expression"));
        all.forEach(display -> lines.add(display.line()));
        return lines;
    }

    /** Deletes those with the numbers in {@code list}, or all after asking for an empty one. */
    void delete(String list) {
        if (!list.isEmpty()) {
            forEach(list, all::remove);
        } else if (session.console().query("Delete all auto-display expressions? ")) {
            all.clear();
        }
    }

    /** Enables or disables those with the numbers in {@code list}, or all for an empty one. */
    void enable(String list, boolean on) {
        if (list.isEmpty()) {
            all.forEach(display -> display.enable(on));
        } else {
            forEach(list, display -> display.enable(on));
        }
    }

    private void forEach(String list, Consumer<DisplayedExpression> action) {
        for (int number : NumberList.parse(list)) {
            Optional<DisplayedExpression> found =
                    all.stream().filter(display -> display.number() == number).findFirst();
            found.ifPresentOrElse(action, () -> session.console().println("No display number " + number + "."));
        }
    }
}

package dev.sonde.cli.command;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The commands between a command that takes several lines and its {@code end}, without comments and empty lines.
 *
 * @param lines the lines, without surrounding blanks; the bodies inside are whole
 */
public record Body(List<String> lines) {
    private static final String END = "end";
    private static final String ELSE = "else";
    private static final int INDENTATION = 2;

    public Body {
        lines = List.copyOf(lines);
    }

    /** The two branches of an {@code if}; the second is empty where there is no {@code else}. */
    public record Branches(Body then, Body otherwise) {}

    /** Reads from where the session's lines come from, up to the {@code end} or the end of the input. */
    public static Body read(Session session) {
        List<String> lines = new ArrayList<>();
        int depth = 0;
        while (true) {
            Optional<String> next = session.lines().next(" ".repeat(depth) + ">");
            String line = next.orElse(END).strip();
            if (line.equals(END) && depth == 0) {
                return new Body(lines);
            }
            if (next.isEmpty()) {
                throw new CommandException("The input ends inside of \"" + lines.getFirst() + "\".");
            }
            if (!line.isEmpty() && line.charAt(0) != '#') {
                lines.add(line);
                depth += change(session, line);
            }
        }
    }

    /** Reads lines that are no commands, such as a documentation, up to the {@code end}. */
    public static List<String> readText(Session session) {
        List<String> lines = new ArrayList<>();
        Optional<String> line = session.lines().next(">");
        while (line.isPresent() && !line.get().strip().equals(END)) {
            lines.add(line.get());
            line = session.lines().next(">");
        }
        return lines;
    }

    /** Carries the lines out, one after the other; the first that fails ends it. */
    public void run(Session session) throws InterruptedException {
        run(session, () -> true);
    }

    /** As {@link #run(Session)}, as long as {@code wanted} says so before each line. */
    public void run(Session session, BooleanSupplier wanted) throws InterruptedException {
        Iterator<String> iterator = lines.iterator();
        try (Session.Reading _ = session.reading(_ -> next(iterator))) {
            while (iterator.hasNext() && wanted.getAsBoolean()) {
                session.execute(iterator.next());
            }
        }
    }

    private static Optional<String> next(Iterator<String> iterator) {
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }

    /** Takes the body of an {@code if} apart. */
    public Branches branches(Session session) {
        int depth = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (depth == 0 && lines.get(i).equals(ELSE)) {
                return new Branches(new Body(lines.subList(0, i)), new Body(lines.subList(i + 1, lines.size())));
            }
            depth += change(session, lines.get(i));
        }
        return new Branches(this, new Body(List.of()));
    }

    /** The lines as listings show them, what is inside of others set in. */
    public List<String> indented(Session session, int indentation) {
        List<String> shown = new ArrayList<>();
        int depth = 0;
        for (String line : lines) {
            int change = change(session, line);
            boolean less = change < 0 || (line.equals(ELSE) && depth > 0);
            shown.add(" ".repeat(indentation + INDENTATION * (depth - (less ? 1 : 0))) + line);
            depth += change;
        }
        return shown;
    }

    /** How much deeper the lines after {@code line} are. */
    private static int change(Session session, String line) {
        if (line.equals(END)) {
            return -1;
        }
        try {
            return session.commands().find(line).command().takesBody() ? 1 : 0;
        } catch (CommandException e) {
            return 0; // it may be defined by the time that it is carried out
        }
    }
}

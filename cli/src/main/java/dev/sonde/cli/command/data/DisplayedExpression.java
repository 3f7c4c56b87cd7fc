package dev.sonde.cli.command.data;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.Console;
import dev.sonde.cli.expression.Examiners;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.value.Format;
import dev.sonde.engine.value.FormatSpecification;
import dev.sonde.engine.value.UnitSize;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** An expression that is shown at each stop: as a value, or as the address of memory to examine. */
final class DisplayedExpression {
    private final int number;
    private final int count;
    private final Optional<Format> format;
    private final Optional<UnitSize> size;
    private final String text;
    private boolean enabled = true;

    DisplayedExpression(int number, FormatSpecification specification, String text) {
        this.number = number;
        this.text = text;
        count = specification.count().orElse(1);
        boolean ofBytes = specification
                .format()
                .filter(f -> f == Format.INSTRUCTION || f == Format.STRING)
                .isPresent();
        size = specification.size().or(() -> ofBytes ? Optional.of(UnitSize.BYTE) : Optional.empty());
        format = size.isPresent()
                ? specification.format().or(() -> Optional.of(Format.HEXADECIMAL))
                : specification.format();
    }

    int number() {
        return number;
    }

    void enable(boolean on) {
        enabled = on;
    }

    /** Its line in {@code info display}. */
    String line() {
        String letters = size.map(s -> "/" + count + s.letter())
                .map(s -> s + letter())
                .orElse(format.isPresent() ? "/" + letter() : "");
        return number + ":   " + (enabled ? 'y' : 'n') + "  " + (letters.isEmpty() ? "" : letters + " ") + text;
    }

    /** Shows it, unless it is disabled. An error is shown in the place of the value. */
    void show(Session session) {
        if (!enabled) {
            return;
        }
        if (size.isPresent()) {
            showMemory(session, size.get());
        } else {
            String prefix = format.isPresent() ? "/" + letter() + " " : "";
            session.console().println(number + ": " + prefix + text + " = " + value(session));
        }
    }

    private String value(Session session) {
        try {
            return ValueTexts.text(session, ValueTexts.evaluate(session, text), format);
        } catch (DebugException | CommandException e) {
            return "<error: " + e.getMessage() + ">";
        }
    }

    private void showMemory(Session session, UnitSize unit) {
        Console console = session.console();
        boolean sized = !letter().equals("i") && !letter().equals("s");
        console.print(number + ": x/" + (count == 1 ? "" : String.valueOf(count)) + letter()
                + (sized ? String.valueOf(unit.letter()) : "") + " " + text);
        console.print(count != 1 || letter().equals("i") ? "\n" : "  ");
        try {
            FormatSpecification specification =
                    new FormatSpecification(OptionalInt.of(count), format, Optional.of(unit), false);
            long address = Expressions.of(session).address(text);
            Examiners.of(session)
                    .forDisplays()
                    .examine(Optional.of(specification), OptionalLong.of(address), console::print);
        } catch (DebugException e) {
            console.println("<error: " + e.getMessage() + ">");
        }
    }

    private String letter() {
        return format.map(f -> String.valueOf(f.letter())).orElse("");
    }
}

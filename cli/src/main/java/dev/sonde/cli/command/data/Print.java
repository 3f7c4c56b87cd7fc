package dev.sonde.cli.command.data;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.SettingOptions;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.FormatArguments;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.value.Format;
import dev.sonde.engine.value.Value;
import java.util.Optional;

/** {@code print [/FMT] [EXPRESSION]} and {@code call EXPRESSION}. */
final class Print extends Command {
    private final String name;
    private final boolean showsVoid;

    /** @param showsVoid whether the value of an expression without one is shown too */
    Print(String name, boolean showsVoid) {
        super(Topic.DATA, "Print the value of an expression.");
        this.name = name;
        this.showsVoid = showsVoid;
    }

    @Override
    public String details() {
        return "Usage: " + name + " [[OPTION]... --] [/FMT] [EXPRESSION]\n"
                + "FMT is one of x d u o t z a c f s, and r for objects as they are stored. Each value gets a number by which later expressions can name it:\n"
                + "$3, $ for the last one, $$ for the one before. Without an expression, shows the last value again.\n"
                + "An OPTION is a setting of \"set print\" for this once, such as -pretty, -elements 10 or -union off: "
                + String.join(
                        " ", SettingOptions.OF_VALUES.keySet().stream().sorted().toList()) + ".";
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        Words words = new Words(arguments);
        SettingOptions options = new SettingOptions(session, SettingOptions.OF_VALUES);
        options.takeDelimited(words);
        options.during(() -> print(session, words.rest()));
    }

    private void print(Session session, String arguments) {
        FormatArguments parsed = FormatArguments.parse(arguments);
        Optional<Format> format = parsed.formatOrNone().forSingleValue(name);
        Value value = parsed.rest().isEmpty() ? ValueTexts.last(session) : ValueTexts.evaluate(session, parsed.rest());
        if (value instanceof Value.VoidValue && !showsVoid) {
            return;
        }
        String text =
                ValueTexts.text(session, value, format, parsed.formatOrNone().raw());
        int number = Expressions.of(session).history().add(value);
        session.console().println("$" + number + " = " + text);
    }
}

package dev.sonde.cli.expression;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.NameScope;
import dev.sonde.engine.expression.ValueHistory;
import dev.sonde.engine.value.Format;
import dev.sonde.engine.value.PrintFlag;
import dev.sonde.engine.value.PrintOptions;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.ValueFormatter;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Evaluates and writes the values that commands show. */
public final class ValueTexts {
    private static final Map<String, PrintFlag> FLAGS = Map.ofEntries(
            Map.entry(Settings.PRINT_PRETTY, PrintFlag.PRETTY),
            Map.entry(Settings.PRINT_ARRAY, PrintFlag.PRETTY_ARRAYS),
            Map.entry(Settings.PRINT_UNION, PrintFlag.UNIONS),
            Map.entry(Settings.PRINT_OBJECT, PrintFlag.OBJECTS),
            Map.entry(Settings.PRINT_STATIC_MEMBERS, PrintFlag.STATIC_MEMBERS),
            Map.entry(Settings.PRINT_SYMBOL, PrintFlag.SYMBOLS),
            Map.entry(Settings.PRINT_ARRAY_INDEXES, PrintFlag.INDEXES),
            Map.entry(Settings.PRINT_NULL_STOP, PrintFlag.NULL_STOP),
            Map.entry(Settings.PRINT_ADDRESS, PrintFlag.ADDRESSES),
            Map.entry(Settings.PRINT_RAW_VALUES, PrintFlag.RAW),
            Map.entry(Settings.PRINT_SEVENBIT_STRINGS, PrintFlag.SEVEN_BIT_STRINGS));

    private ValueTexts() {}

    /**
     * The value of an expression.
     *
     * @throws CommandException if it is a variable of which only the symbol is known
     * @throws dev.sonde.engine.expression.EvaluationException if it has none
     */
    public static Value evaluate(Session session, String text) {
        return evaluate(session, Expressions.of(session).parse(text));
    }

    /** As {@link #evaluate(Session, String)}, of an expression that was read before. */
    public static Value evaluate(Session session, Expression expression) {
        return known(expression.evaluate(Expressions.of(session).context()));
    }

    /** {@code value}, unless it is a variable of which only the symbol is known. */
    public static Value known(Value value) {
        if (value instanceof Value.Untyped untyped) {
            throw new CommandException("'" + untyped.name() + "' has unknown type; cast it to its declared type");
        }
        return value;
    }

    /**
     * The value that was printed last.
     *
     * @throws CommandException if there is none
     */
    public static Value last(Session session) {
        ValueHistory history = Expressions.of(session).history();
        return history.value(history.size()).orElseThrow(() -> new CommandException("The history is empty."));
    }

    /** The text of a value, in a format or its natural one. */
    public static String text(Session session, Value value, Optional<Format> format) {
        return text(session, value, format, false);
    }

    /**
     * The text of a value, in a format or its natural one.
     *
     * @param raw whether objects are shown as they are stored
     */
    public static String text(Session session, Value value, Optional<Format> format, boolean raw) {
        ExpressionContext context = Expressions.of(session).context();
        return formatter(session, context, raw ? options(session).with(PrintFlag.RAW, true) : options(session))
                .format(value, format);
    }

    /** Writes values as the settings say, in the notation of the place that {@code context} is of. */
    public static ValueFormatter formatter(Session session, ExpressionContext context) {
        return formatter(session, context, options(session));
    }

    private static ValueFormatter formatter(Session session, ExpressionContext context, PrintOptions options) {
        NameScope names = context.names();
        return new ValueFormatter(
                options,
                new SymbolNames(session).readable(),
                context.memory(),
                names.objects(),
                context.renderers(),
                names.language());
    }

    /** How much of a value is written, by the settings. */
    public static PrintOptions options(Session session) {
        Settings settings = session.settings();
        Set<PrintFlag> flags = EnumSet.of(PrintFlag.UNICODE);
        FLAGS.forEach((setting, flag) -> {
            if (settings.is(setting)) {
                flags.add(flag);
            }
        });
        return new PrintOptions(
                settings.limit(Settings.PRINT_ELEMENTS),
                settings.limit(Settings.PRINT_REPEATS),
                settings.depth(Settings.PRINT_MAX_DEPTH),
                flags);
    }
}

package dev.sonde.cli.expression;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.Missing;
import dev.sonde.engine.value.ObjectModel;
import dev.sonde.engine.value.PrintFlag;
import dev.sonde.engine.value.PrintOptions;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.ValueFormatter;
import dev.sonde.engine.variable.FrameVariables;
import dev.sonde.engine.variable.Variable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The arguments of a frame as they stand between the parentheses of its line. */
public final class FrameArguments {
    private static final String SHORTENED = "...";
    private static final String NONE = "none";
    private static final String ALL = "all";
    private static final String PRESENCE = "presence";

    private FrameArguments() {}

    /**
     * Such as {@code argc=1, argv=0x7ffe0008}; with gdb's {@code ...} for what is no scalar, unless the settings say
     * otherwise. Empty without debugging information.
     */
    public static String of(Session session, Frame frame) {
        if (frame.isSignalFrame()) {
            return "";
        }
        Optional<FrameVariables> here =
                session.target().variables().of(frame, session.target().modules());
        if (here.isEmpty() || here.get().arguments().isEmpty()) {
            return "";
        }
        FrameVariables variables = here.get();
        String mode = session.settings().text(Settings.FRAME_ARGUMENTS);
        if (mode.equals(PRESENCE)) {
            return SHORTENED;
        }
        List<Variable> arguments = variables.arguments();
        ValueFormatter formatter = formatter(
                session, variables, ValueTexts.options(session).onOneLine().with(PrintFlag.SUMMARY, !mode.equals(ALL)));
        String entryValues = session.settings().text(Settings.ENTRY_VALUES);
        StringBuilder text = new StringBuilder();
        for (Variable argument : arguments) {
            text.append(text.isEmpty() ? "" : ", ");
            text.append(
                    mode.equals(NONE)
                            ? argument.name() + "=" + SHORTENED
                            : text(argument, variables, formatter, entryValues));
        }
        return text.toString();
    }

    /** An argument with its value, with the one that it had on entry, or with both, as {@code set print entry-values} says. */
    private static String text(
            Variable argument, FrameVariables variables, ValueFormatter formatter, String entryValues) {
        Value value = variables.value(argument);
        String now = argument.name() + "=" + formatter.variable(value);
        boolean lost = value instanceof Value.Unavailable;
        boolean unwanted = entryValues.equals("no") || (entryValues.equals("if-needed") && !lost);
        Optional<Value> entry = unwanted ? Optional.empty() : variables.valueOnEntry(argument);
        String before = argument.name() + "@entry="
                + entry.map(formatter::variable).orElseGet(Missing.OptimizedOut.INSTANCE::shown);
        boolean known = entry.isPresent();
        return switch (entryValues) {
            case "only" -> before;
            case "preferred" -> known || lost ? before : now;
            case "both" -> now + ", " + before;
            default -> {
                if (!known) {
                    yield now;
                }
                if (lost) {
                    yield before;
                }
                yield isSame(value, entry.get()) ? argument.name() + "=" + before : now + ", " + before;
            }
        };
    }

    private static boolean isSame(Value now, Value before) {
        return now instanceof Value.Scalar scalar
                && before instanceof Value.Scalar passed
                && scalar.bits() == passed.bits();
    }

    /** Writes the values of variables of a frame. */
    public static ValueFormatter formatter(Session session, FrameVariables variables) {
        return formatter(session, variables, ValueTexts.options(session));
    }

    private static ValueFormatter formatter(Session session, FrameVariables variables, PrintOptions options) {
        ExpressionContext context = Expressions.of(session).context(variables.frame());
        return new ValueFormatter(
                options,
                new SymbolNames(session).readable(),
                context.memory(),
                new LateObjects(() -> context.names().objects()),
                context.renderers(),
                variables.language());
    }

    /** Few frames have an object among their arguments. */
    private record LateObjects(Supplier<ObjectModel> source) implements ObjectModel {
        @Override
        public Optional<Value> staticMember(String qualifiedName) {
            return source.get().staticMember(qualifiedName);
        }

        @Override
        public Optional<DynamicObject> dynamicObject(Type type, long address) {
            return source.get().dynamicObject(type, address);
        }
    }
}

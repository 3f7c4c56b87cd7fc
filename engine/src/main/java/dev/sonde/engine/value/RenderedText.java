package dev.sonde.engine.value;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.value.Rendering.Child;
import dev.sonde.engine.value.Rendering.Layout;
import java.util.Iterator;
import java.util.Optional;

/** Objects by their meaning, written as gdb writes what its pretty printers say. */
final class RenderedText {
    private static final String ELLIPSIS = "...";

    private final ValueFormatter formatter;
    private final PrintOptions options;

    RenderedText(ValueFormatter formatter) {
        this.formatter = formatter;
        this.options = formatter.options();
    }

    String text(Rendering rendering, Optional<Format> format, int depth) {
        String summary = summary(rendering, format, depth);
        return rendering.hasChildren()
                ? summary
                        + children(
                                rendering, format, depth, !rendering.summary().isEmpty())
                : summary;
    }

    private String summary(Rendering rendering, Optional<Format> format, int depth) {
        StringBuilder text = new StringBuilder();
        for (Rendering.Part part : rendering.summary()) {
            switch (part) {
                case Rendering.Part.Text(String plain) -> text.append(plain);
                case Rendering.Part.Natural(Value value) ->
                    text.append(formatter.text(value, Optional.empty(), 0, true));
                case Rendering.Part.Substitute(Value value) ->
                    text.append(formatter
                            .withOptions(options.with(PrintFlag.ADDRESSES, false))
                            .text(value, format, depth, true));
                case Rendering.Part.Summary(Rendering inner) -> text.append(summary(inner, format, depth));
                case Rendering.Part.Characters(Type.IntegerType unit, long address, long length) ->
                    text.append(new StringReader(formatter.memory(), options)
                            .counted(unit, address, length, formatter.language() != SourceLanguage.RUST));
            }
        }
        return text.toString();
    }

    private String children(Rendering rendering, Optional<Format> format, int depth, boolean hasSummary) {
        boolean map = rendering.layout() == Layout.MAP;
        boolean pretty = options.has(rendering.layout() == Layout.ARRAY ? PrintFlag.PRETTY_ARRAYS : PrintFlag.PRETTY);
        StringBuilder text = new StringBuilder();
        int written = 0;
        boolean complete = false;
        try {
            Iterator<Child> children = rendering.children();
            while (true) {
                if (!children.hasNext()) {
                    complete = true;
                    break;
                }
                if (written == 0) {
                    text.append(hasSummary ? " = " : "");
                    if (options.isTooDeep(depth) || options.has(PrintFlag.SUMMARY)) {
                        return text.append("{...}").toString();
                    }
                    text.append('{');
                }
                if (written >= options.elementLimit() || !formatter.budget().take()) {
                    break;
                }
                Child child = children.next();
                boolean key = map && written % 2 == 0;
                if (!map || key) {
                    text.append(written == 0 ? "" : pretty ? "," : ", ");
                    if (pretty) {
                        newLine(text, depth + 1);
                    }
                }
                written++;
                child(text, child, rendering.layout(), key, written - 1, format, depth);
                if (isUnreadable(child.value())) {
                    complete = true;
                    break;
                }
            }
        } catch (DebugException e) {
            // What was read before is worth showing; what follows would only fail again.
            text.append(written == 0 ? (hasSummary ? " = {" : "{") : "");
            text.append("<error: ").append(e.getMessage()).append('>');
            written++;
            complete = true;
        }
        if (written > 0) {
            if (!complete) {
                if (pretty) {
                    newLine(text, depth + 1);
                }
                text.append(ELLIPSIS);
            }
            if (pretty) {
                newLine(text, depth);
            }
            text.append('}');
        }
        return text.toString();
    }

    /** What follows memory that cannot be read cannot be read either. */
    private static boolean isUnreadable(Value value) {
        return switch (value) {
            case Value.Unavailable unavailable -> unavailable.reason() instanceof Missing.Unreadable;
            case Value.Aggregate aggregate ->
                !aggregate.isUnread() && aggregate.contents().missingAltogether() instanceof Missing.Unreadable;
            default -> false;
        };
    }

    private void child(
            StringBuilder text,
            Child child,
            Layout layout,
            boolean key,
            int number,
            Optional<Format> format,
            int depth) {
        switch (layout) {
            case MAP -> {
                // A key is shown where its value is too deep already.
                ValueFormatter writer = key ? formatter.withOptions(options.deeper()) : formatter;
                text.append(key ? "[" : "")
                        .append(writer.text(child.value(), format, depth + 1, false))
                        .append(key ? "] = " : "");
                return;
            }
            case ARRAY -> {
                if (options.has(PrintFlag.INDEXES)) {
                    text.append('[').append(number).append("] = ");
                }
            }
            case NAMED -> text.append(child.name()).append(" = ");
        }
        text.append(formatter.text(child.value(), format, depth + 1, false));
    }

    private static void newLine(StringBuilder text, int depth) {
        text.append('\n').repeat("  ", depth);
    }
}

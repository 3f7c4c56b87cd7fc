package dev.sonde.cli.command.source;

import dev.sonde.cli.execution.Texts;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.AttributeValue;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.LocationListEntry;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.engine.symbols.LoadedModule;
import java.util.List;
import java.util.Optional;

/** Where a variable lives, in gdb's words. */
final class LocationText {
    static final String OPTIMIZED_OUT = "optimized out";

    private LocationText() {}

    /** Where {@code variable} lives while its function runs; addresses are those of the process. */
    static String of(Die variable, LoadedModule module) {
        try {
            Optional<Die> holder = variable.holderOf(DwAt.DW_AT_location);
            if (holder.isEmpty()) {
                return constant(variable);
            }
            List<LocationListEntry> entries = holder.get().locations(DwAt.DW_AT_location);
            ExpressionText text = new ExpressionText(module);
            boolean always = entries.size() == 1 && entries.getFirst().isDefault();
            if (always) {
                String single = text.of(expression(holder.get(), entries.getFirst()));
                return single.startsWith("static storage") ? "in " + single : single;
            }
            StringBuilder all = new StringBuilder("multi-location:\n");
            for (LocationListEntry entry : entries) {
                all.append("  Range ")
                        .append(Texts.hex(module.toProcess(entry.start())))
                        .append('-')
                        .append(Texts.hex(module.toProcess(entry.end())))
                        .append(": ")
                        .append(text.of(expression(holder.get(), entry)))
                        .append('\n');
            }
            return entries.isEmpty() ? OPTIMIZED_OUT : all.toString();
        } catch (FormatException e) {
            return "at a place that is malformed: " + e.getMessage();
        }
    }

    private static String constant(Die variable) {
        Optional<AttributeValue> value =
                variable.holderOf(DwAt.DW_AT_const_value).flatMap(holder -> holder.attribute(DwAt.DW_AT_const_value));
        if (value.isEmpty()) {
            return OPTIMIZED_OUT;
        }
        return value.get() instanceof AttributeValue.Constant(long number, int _)
                ? "a constant with value " + number + " (" + Texts.hex(number) + ")"
                : "constant bytes";
    }

    private static Expression expression(Die holder, LocationListEntry entry) {
        return Expression.of(entry.expression(), holder.unit().encoding());
    }
}

package dev.sonde.cli.command.source;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Texts;
import dev.sonde.cli.expression.Locations;
import dev.sonde.cli.source.CurrentLine;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.symbols.LineRange;
import dev.sonde.engine.symbols.Modules;
import java.util.List;
import java.util.Optional;

/** {@code info line [LOCATION]}. */
final class InfoLine extends Command {
    InfoLine() {
        super(Topic.STATUS, "The addresses of the code of a line.");
    }

    @Override
    public String details() {
        return "Usage: info line [LOCATION]\nLOCATION is as for \"break\"; without it, the current line.";
    }

    @Override
    public void run(Session session, String arguments) {
        Modules modules = session.target().modules();
        LocationSpec spec = arguments.isEmpty() ? current(session) : Locations.parse(session, arguments);
        List<LineRange> ranges = switch (spec) {
            case LocationSpec.Line(String file, int line) -> modules.linesAt(file, line);
            case LocationSpec.Function function -> CurrentLine.function(session, function);
            case LocationSpec.Address _, LocationSpec.InExecutable _ ->
                session.target().resolver().resolve(spec).stream()
                        .map(modules::lineAt)
                        .flatMap(Optional::stream)
                        .toList();
        };
        if (ranges.isEmpty()) {
            throw new CommandException("No line number information available for \"" + spec.text() + "\".");
        }
        for (LineRange range : ranges) {
            session.console().println(text(session, spec, range));
        }
    }

    private static LocationSpec current(Session session) {
        CurrentLine current = CurrentLine.of(session);
        return new LocationSpec.Line(
                current.file()
                        .orElseThrow(() -> new CommandException("No line number information available."))
                        .path(),
                Math.max(1, current.line()));
    }

    private static String text(Session session, LocationSpec spec, LineRange range) {
        if (spec instanceof LocationSpec.Line(String _, int line) && line != range.line()) {
            return "Line " + line + " of \"" + range.file() + "\" is at address " + place(session, range.start())
                    + " but contains no code.";
        }
        boolean inside = spec instanceof LocationSpec.Address(long address) && address != range.start();
        String start = inside && spec instanceof LocationSpec.Address(long address)
                ? "Address " + place(session, address) + " is at line"
                : "Line";
        String file = " " + range.line() + " of \"" + range.file() + "\"";
        if (inside) {
            return start.replace("is at line", "is in line") + file + ".";
        }
        return start + file + " starts at address " + place(session, range.start()) + " and ends at "
                + place(session, range.end()) + ".";
    }

    private static String place(Session session, long address) {
        String symbol = Texts.symbolic(session, address);
        return Texts.hex(address) + (symbol.isEmpty() ? "" : " " + symbol);
    }
}

package dev.sonde.cli.command.source;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.Locations;
import dev.sonde.cli.source.CurrentLine;
import dev.sonde.cli.source.SourceRef;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.symbols.LineRange;
import dev.sonde.engine.symbols.Modules;
import java.util.List;
import java.util.Optional;

/** Places as users write them, as lines of source rather than code. */
final class Places {
    private Places() {}

    /** A line of a file. */
    record Place(SourceRef file, int line) {}

    /**
     * The place that {@code text} means: a line that has no code stays what it is.
     *
     * @throws CommandException if it is none
     */
    static Place parse(Session session, String text) {
        LocationSpec spec = Locations.parse(session, text);
        return switch (spec) {
            case LocationSpec.Line(String file, int line) -> new Place(file(session, file), line);
            case LocationSpec.Function function -> {
                List<LineRange> starts = CurrentLine.function(session, function);
                if (starts.isEmpty()) {
                    throw new CommandException(Locations.missing(session, spec));
                }
                yield new Place(
                        SourceRef.of(starts.getFirst()), starts.getFirst().line());
            }
            case LocationSpec.Address _, LocationSpec.InExecutable _ -> {
                long address = session.target().resolver().resolve(spec).getFirst();
                LineRange range = session.target()
                        .modules()
                        .lineAt(address)
                        .filter(r -> r.line() > 0)
                        .orElseThrow(() -> new CommandException(
                                "No line number information available for address 0x" + Long.toHexString(address)));
                yield new Place(SourceRef.of(range), range.line());
            }
        };
    }

    private static SourceRef file(Session session, String name) {
        Optional<SourceRef> current = CurrentLine.of(session).file();
        if (current.filter(file -> file.path().equals(name)).isPresent()) {
            return current.get();
        }
        Modules modules = session.target().modules();
        return modules.linesAt(name, 1).stream()
                .findFirst()
                .map(SourceRef::of)
                .orElseThrow(() -> new CommandException("No source file named " + name + "."));
    }
}

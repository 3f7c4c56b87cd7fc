package dev.sonde.cli.source;

import dev.sonde.cli.command.Session;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.symbols.FunctionPlace;
import dev.sonde.engine.symbols.LineRange;
import dev.sonde.engine.symbols.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * What a line number without a file refers to: the line that was shown last, else that of the selected frame, else the
 * program's main function.
 *
 * @param file empty if the program has no debugging information
 * @param line 0 if unknown
 */
public record CurrentLine(Optional<SourceRef> file, int line) {
    /** That of {@code session}. */
    public static CurrentLine of(Session session) {
        SourceView view = SourceView.of(session);
        if (view.current().isPresent()) {
            return new CurrentLine(view.current(), view.line());
        }
        if (session.target().hasProcess()) {
            Optional<SourceLocation> here =
                    session.target().selectedFrame().source().filter(SourceLocation::hasLine);
            if (here.isPresent()) {
                return new CurrentLine(here.map(SourceRef::of), here.get().line());
            }
        }
        Optional<LineRange> main =
                function(session, new LocationSpec.Function("main")).stream().findFirst();
        return new CurrentLine(
                main.map(SourceRef::of), main.map(LineRange::line).orElse(0));
    }

    /** The lines where the functions that are meant start. */
    public static List<LineRange> function(Session session, LocationSpec.Function function) {
        return session.target().modules().functionsNamed(function.name()).stream()
                .map(FunctionPlace::address)
                .filter(address -> function.file().isEmpty()
                        || session.target()
                                .modules()
                                .sourceAt(address)
                                .filter(place -> place.isFrom(function.file()))
                                .isPresent())
                .map(session.target().modules()::lineAt)
                .flatMap(Optional::stream)
                .toList();
    }
}

package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.Style;
import dev.sonde.cli.execution.Texts;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.symbols.LineRange;
import dev.sonde.engine.symbols.SourceLocation;
import java.util.Optional;

/** Where breakpoints are, in terms of the source. */
public final class BreakpointPlaces {
    private BreakpointPlaces() {}

    /** Such as {@code : file loop.c, line 8.}; empty without line information. */
    public static String line(Session session, LocationSpec spec, long address) {
        return place(session, address)
                .map(place -> ": file " + session.console().styled(Style.FILE, place.file()) + ", line "
                        + lineNumber(session, spec, address, place) + ".")
                .orElse("");
    }

    /** What is waited for, such as {@code work if x == 2}. */
    static String pending(CodeBreakpoint breakpoint) {
        return breakpoint.spec().text()
                + breakpoint
                        .condition()
                        .map(condition -> " if " + condition.text())
                        .orElse("");
    }

    /** Such as {@code in work at loop.c:8}, or {@code <work+4>}. */
    static String what(Session session, LocationSpec spec, long address) {
        return place(session, address)
                .map(place -> "in " + session.console().styled(Style.FUNCTION, signature(session, spec, place, address))
                        + " at "
                        + session.console().styled(Style.FILE, place.file()) + ":"
                        + lineNumber(session, spec, address, place))
                .orElseGet(() -> Texts.symbolic(session, address));
    }

    /** The function that the user has named, if others are inlined there that begin with it; else the innermost. */
    private static String signature(Session session, LocationSpec spec, SourceLocation place, long address) {
        return session.target()
                .modules()
                .at(address)
                .map(module -> module.signature(
                        module.sourceFrames(address).stream()
                                .filter(frame ->
                                        spec instanceof LocationSpec.Function function && function.names(frame))
                                .findFirst()
                                .orElse(place),
                        address))
                .orElse(place.function());
    }

    private static Optional<SourceLocation> place(Session session, long address) {
        return session.target().modules().sourceAt(address).filter(SourceLocation::hasLine);
    }

    /** Where an inlined function begins is also where the line of its call does: the user has said which one is meant. */
    private static int lineNumber(Session session, LocationSpec spec, long address, SourceLocation place) {
        return spec instanceof LocationSpec.Line(String file, int line)
                ? session.target().modules().linesAt(file, line).stream()
                        .filter(range -> range.start() == address)
                        .map(LineRange::line)
                        .findFirst()
                        .orElse(place.line())
                : place.line();
    }
}

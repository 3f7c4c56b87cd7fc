package dev.sonde.engine.target;

import dev.sonde.engine.symbols.LineRange;
import dev.sonde.engine.symbols.SourceLocation;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.unwind.Frame;
import java.util.List;
import java.util.Optional;

/**
 * Where a step by lines starts from: a frame, a line, and the code of it.
 *
 * @param frame the frame
 * @param function the function that it, and all that is inlined there, is of
 * @param path the file of the line; empty if no line is meant
 * @param line the line; 0 if no line is meant
 * @param area the code that the step does not stop in
 */
record StepOrigin(Frame frame, long function, String path, int line, StepArea area) {
    StepOrigin {
        // What identifies the frame is found out now: later it can no longer be.
        frame.id();
    }

    /** The line that {@code frame} is at; its function if no line is known; empty if that is not known either. */
    static Optional<StepOrigin> at(Frame frame, LineStep kind) {
        Optional<LineRange> row =
                frame.module().flatMap(module -> module.lineAt(frame.pc())).filter(range -> range.line() > 0);
        if (row.isEmpty()) {
            return frame.symbol()
                    .filter(symbol -> symbol.size() > 0)
                    .map(symbol -> new StepOrigin(frame, frame.functionAddress(), "", 0, area(frame, symbol, kind)));
        }
        // Before an inlined function is entered, the line is that of its call.
        SourceLocation place = frame.source().filter(SourceLocation::hasLine).orElse(null);
        return Optional.of(new StepOrigin(
                frame,
                frame.functionAddress(),
                place == null ? row.get().path() : place.path(),
                place == null ? row.get().line() : place.line(),
                area(frame, row.get(), kind)));
    }

    /** A piece of the code of a line, in which {@code frame} is. */
    static StepOrigin at(Frame frame, LineRange row) {
        return new StepOrigin(frame, frame.functionAddress(), row.path(), row.line(), StepArea.of(row));
    }

    /** The same place with no line meant, so that the start of any line ends the step. */
    StepOrigin withoutLine() {
        return new StepOrigin(frame, function, "", 0, area);
    }

    /** The whole of a function inlined into that of {@code outer}. */
    static StepOrigin within(Frame inlined, Frame outer) {
        long block = inlined.source().map(SourceLocation::block).orElse(0L);
        int depth = outer.sources().size();
        StepArea area = StepArea.of(rows(inlined).stream()
                .filter(row -> {
                    Optional<SourceLocation> at = atDepth(inlined, row, depth);
                    return at.isPresent() && at.get().inlined() && at.get().block() == block;
                })
                .toList());
        return new StepOrigin(outer, outer.functionAddress(), "", 0, area);
    }

    /** The same with all the code of the line in this frame, where only a piece of it was known. */
    StepOrigin withWholeLine(LineStep kind) {
        if (line == 0 || kind == LineStep.FORWARD) {
            return this;
        }
        int depth = frame.sources().size() - 1;
        long block = frame.source().map(SourceLocation::block).orElse(0L);
        List<LineRange> whole = rows(frame).stream()
                .filter(row -> {
                    Optional<SourceLocation> at = atDepth(frame, row, depth);
                    boolean innermost = sources(frame, row).size() == depth + 1;
                    return at.filter(this::isLine).isPresent()
                            && at.get().block() == block
                            && (innermost || kind != LineStep.INTO);
                })
                .toList();
        return whole.isEmpty() ? this : new StepOrigin(frame, function, path, line, StepArea.of(whole));
    }

    /** Whether {@code other} is the same frame, also in terms of inlined functions. */
    boolean isFrameOf(Frame other) {
        return isCallOf(other) && frame.id().equals(other.id());
    }

    /** Whether {@code other} is the same call in the machine's terms. */
    boolean isCallOf(Frame other) {
        return other.functionAddress() == function && frame.cfa().equals(other.cfa());
    }

    /** Whether {@code other} has taken the place of this call on the stack. */
    boolean isTailCall(Frame other) {
        return other.functionAddress() != function
                && frame.cfa().isPresent()
                && frame.cfa().equals(other.cfa());
    }

    boolean isLine(LineRange row) {
        return row.line() == line && row.path().equals(path);
    }

    boolean isLine(SourceLocation place) {
        return place.line() == line && place.path().equals(path);
    }

    private static StepArea area(Frame frame, LineRange row, LineStep kind) {
        boolean forward = kind == LineStep.FORWARD && Long.compareUnsigned(frame.functionAddress(), row.end()) < 0;
        return forward && frame.functionAddress() != 0
                ? StepArea.of(frame.functionAddress(), row.end())
                : StepArea.of(row);
    }

    private static StepArea area(Frame frame, SymbolPlace symbol, LineStep kind) {
        return StepArea.of(symbol.start(), kind == LineStep.FORWARD ? frame.pc() + 1 : symbol.start() + symbol.size());
    }

    private static List<LineRange> rows(Frame frame) {
        return frame.module().map(module -> module.functionRows(frame.pc())).orElse(List.of());
    }

    private static List<SourceLocation> sources(Frame frame, LineRange row) {
        return frame.module().map(module -> module.sourceFrames(row.start())).orElse(List.of());
    }

    /** The function at the start of {@code row} that has {@code depth} others around it. */
    private static Optional<SourceLocation> atDepth(Frame frame, LineRange row, int depth) {
        List<SourceLocation> sources = sources(frame, row);
        int index = sources.size() - 1 - depth;
        return index >= 0 ? Optional.of(sources.get(index)) : Optional.empty();
    }
}

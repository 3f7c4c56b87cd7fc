package dev.sonde.engine.target;

import dev.sonde.engine.symbols.LineRange;
import java.util.ArrayList;
import java.util.List;

/**
 * The code that a step does not stop in.
 *
 * @param pieces its pieces, which do not overlap, in the order of addresses
 */
record StepArea(List<Piece> pieces) {
    /** The code from {@code start} up to {@code end}. */
    record Piece(long start, long end) {
        boolean contains(long address) {
            return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
        }
    }

    StepArea {
        pieces = List.copyOf(pieces);
    }

    static StepArea of(long start, long end) {
        return new StepArea(List.of(new Piece(start, end)));
    }

    static StepArea of(LineRange range) {
        return of(range.start(), range.end());
    }

    /** The code of {@code ranges}, which may be in any order. */
    static StepArea of(List<LineRange> ranges) {
        List<Piece> joined = new ArrayList<>();
        ranges.stream()
                .filter(range -> range.start() != range.end())
                .sorted((a, b) -> Long.compareUnsigned(a.start(), b.start()))
                .forEach(range -> {
                    if (!joined.isEmpty() && Long.compareUnsigned(range.start(), joined.getLast().end) <= 0) {
                        Piece before = joined.removeLast();
                        long end = Long.compareUnsigned(before.end, range.end()) > 0 ? before.end : range.end();
                        joined.add(new Piece(before.start, end));
                    } else {
                        joined.add(new Piece(range.start(), range.end()));
                    }
                });
        return new StepArea(joined);
    }

    boolean contains(long address) {
        for (Piece piece : pieces) {
            if (piece.contains(address)) {
                return true;
            }
        }
        return false;
    }
}

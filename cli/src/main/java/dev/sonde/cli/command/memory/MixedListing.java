package dev.sonde.cli.command.memory;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.source.SourceRef;
import dev.sonde.cli.source.SourceView;
import dev.sonde.engine.symbols.LineRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Instructions among the lines of source that they come from, in the two layouts of gdb's {@code disassemble}. */
final class MixedListing {
    private final Session session;
    private final Instructions instructions;

    /** Writes instructions. */
    @FunctionalInterface
    interface Instructions {
        /** Those that start from {@code start} on and before {@code end}; the address behind the last one. */
        long write(long start, long end);
    }

    MixedListing(Session session, Instructions instructions) {
        this.session = session;
        this.instructions = instructions;
    }

    /** In the order of addresses; lines without code are shown before the next one that has some. */
    void byAddress(long start, long end) {
        List<LineRange> ranges = ranges(start, end);
        Set<Integer> withCode = new HashSet<>();
        ranges.forEach(range -> withCode.add(range.line()));
        LineRange last = null;
        long address = start;
        while (Long.compareUnsigned(address, end) < 0) {
            LineRange range = at(address).orElse(null);
            if (range == null) {
                address = instructions.write(address, address + 1);
                continue;
            }
            boolean sameFile = last != null && last.path().equals(range.path());
            if (last == null || !range.isSameLine(last)) {
                if (address != start) {
                    session.console().println("");
                }
                if (!sameFile) {
                    session.console().println(range.file() + ":");
                }
                int first = last == null
                        ? firstLine(start, range)
                        : sameFile ? firstShown(last.line(), range.line(), withCode) : range.line();
                SourceView.of(session).print(SourceRef.of(range), first, range.line());
            }
            last = range;
            address = instructions.write(address, min(range.end(), end));
        }
    }

    /** In the order of lines, those of the function's own file only. */
    void byLine(long start, long end) {
        List<LineRange> ranges = ranges(start, end);
        if (ranges.isEmpty()) {
            instructions.write(start, end);
            return;
        }
        String path = ranges.getFirst().path();
        List<LineRange> sorted = new ArrayList<>(
                ranges.stream().filter(range -> range.path().equals(path)).toList());
        sorted.sort(Comparator.comparingInt(LineRange::line));
        int shown = 0;
        for (LineRange range : sorted) {
            if (range.line() != shown) {
                if (shown != 0) {
                    session.console().println("");
                }
                SourceView.of(session).print(SourceRef.of(range), range.line(), range.line());
                shown = range.line();
            }
            instructions.write(max(range.start(), start), min(range.end(), end));
        }
        session.console().println("");
    }

    private List<LineRange> ranges(long start, long end) {
        List<LineRange> found = new ArrayList<>();
        long address = start;
        while (Long.compareUnsigned(address, end) < 0) {
            LineRange range = at(address).orElse(null);
            if (range != null) {
                found.add(range);
            }
            address = range == null ? address + 1 : Math.max(range.end(), address + 1);
        }
        return found;
    }

    private Optional<LineRange> at(long address) {
        return session.target().modules().lineAt(address).filter(range -> range.line() > 0);
    }

    /** The opening brace of a function may have a row of its own, without code. */
    private int firstLine(long start, LineRange range) {
        return session.target()
                .modules()
                .firstRowAt(start)
                .filter(row -> row.path().equals(range.path()) && row.line() < range.line())
                .map(LineRange::line)
                .orElse(range.line());
    }

    /** The lines before {@code line} that no code comes from are shown with it. */
    private static int firstShown(int last, int line, Set<Integer> withCode) {
        int first = line;
        while (first - 1 > last && !withCode.contains(first - 1)) {
            first--;
        }
        return last < line ? first : line;
    }

    private static long min(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }

    private static long max(long a, long b) {
        return Long.compareUnsigned(a, b) > 0 ? a : b;
    }
}

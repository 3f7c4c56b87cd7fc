package dev.sonde.debuginfo.dwarf.line;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Unit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The line table of a unit: its files, and for every address the line.
 *
 * <p>Rows are kept in arrays, about 20 bytes each; {@link LineRow}s are made when asked for. Rows are grouped in
 * sequences of ascending addresses. Immutable and thread-safe.
 *
 * <p>Source: DWARF 5 section 6.2.
 */
public final class LineTable {
    private final LineFiles files;
    private final RowColumns rows;
    private final Sequences sequences;
    private volatile @Nullable BitSet stretches;

    private LineTable(LineHeader header, String compilationDirectory, RowColumns rows) {
        this.files = new LineFiles(header, compilationDirectory);
        this.rows = rows;
        this.sequences = Sequences.of(rows);
    }

    /**
     * Reads the table of a unit; empty when it has none.
     *
     * @throws FormatException when it is malformed
     */
    public static Optional<LineTable> of(Unit unit) {
        Unit owner = LineFiles.owner(unit);
        var offset = owner.lineProgramOffset();
        if (offset.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(read(
                owner.dwarf(),
                offset.getAsLong(),
                owner.encoding().addressSize(),
                unit.compilationDirectory().orElse(""),
                owner));
    }

    /**
     * Reads the table at an offset of {@code .debug_line}.
     *
     * @param addressSize the bytes of an address, for programs before version 5
     * @param compilationDirectory what relative names of directories start from
     * @throws FormatException when it is malformed
     */
    public static LineTable at(Dwarf dwarf, long offset, int addressSize, String compilationDirectory) {
        return read(dwarf, offset, addressSize, compilationDirectory, null);
    }

    private static LineTable read(
            Dwarf dwarf, long offset, int addressSize, String compilationDirectory, @Nullable Unit unit) {
        LineHeaderReader.Result start = LineHeaderReader.at(dwarf, offset, unit, addressSize);
        var program = new LineProgram(start.header(), start.program());
        RowColumns rows = program.run();
        return new LineTable(start.header().withFiles(program.files()), compilationDirectory, rows);
    }

    /** What the line program started with, its files including those that the program defined. */
    public LineHeader header() {
        return files.header();
    }

    /** How many rows there are. */
    public int size() {
        return rows.size();
    }

    /** The row at an index below {@link #size()}. */
    public LineRow row(int index) {
        return rows.row(index);
    }

    /** All rows, in the order of the program, except that a sequence's are in the order of their addresses. */
    public List<LineRow> rows() {
        var result = new ArrayList<LineRow>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            result.add(rows.row(i));
        }
        return result;
    }

    /** The row that holds for the instruction at a file address: of several of one address the last. */
    public Optional<LineRow> rowFor(long address) {
        int row = sequences.find(rows, address);
        return row < 0 ? Optional.empty() : Optional.of(rows.row(row));
    }

    /** The line of the instruction at a file address; 0 when none can be named. */
    public int lineFor(long address) {
        int row = sequences.find(rows, address);
        return row < 0 ? 0 : rows.line(row);
    }

    /** The number of the file of the instruction at a file address; -1 when the table has nothing on it. */
    public int fileFor(long address) {
        int row = sequences.find(rows, address);
        return row < 0 ? -1 : rows.file(row);
    }

    /**
     * Whether a row begins code of its own: all rows but those that only tell the blocks of one line apart, which go on
     * what the row before them began.
     *
     * @param row an index below {@link #size()}
     */
    public boolean beginsStretch(int row) {
        BitSet known = stretches;
        if (known == null) {
            known = Stretches.of(rows);
            stretches = known;
        }
        return known.get(row);
    }

    /** The row behind another of the same sequence; empty behind the last but the end of the sequence. */
    public Optional<LineRow> next(LineRow row) {
        int next = row.index() + 1;
        return row.endSequence() || next >= rows.size() ? Optional.empty() : Optional.of(rows.row(next));
    }

    /**
     * The rows where the code of a line starts: those of the line that are statements and follow a row of another line
     * or of another sequence.
     */
    public List<LineRow> rowsFor(int file, int line) {
        var result = new ArrayList<LineRow>();
        boolean inside = false;
        for (int i = 0; i < rows.size(); i++) {
            boolean end = rows.has(i, RowColumns.END_SEQUENCE);
            boolean wanted = !end && rows.line(i) == line && rows.file(i) == file;
            if (wanted && !inside && rows.has(i, RowColumns.IS_STATEMENT) && sequences.live(i)) {
                result.add(rows.row(i));
                inside = true;
            } else if (!wanted) {
                inside = false;
            }
        }
        return result;
    }

    /** The smallest line of a file, not below {@code line}, that has code. */
    public OptionalInt lineAtOrAfter(int file, int line) {
        int best = Integer.MAX_VALUE;
        for (int i = 0; i < rows.size(); i++) {
            int candidate = rows.line(i);
            if (candidate >= line
                    && candidate < best
                    && rows.file(i) == file
                    && rows.has(i, RowColumns.IS_STATEMENT)
                    && !rows.has(i, RowColumns.END_SEQUENCE)
                    && sequences.live(i)) {
                best = candidate;
            }
        }
        return best == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(best);
    }

    /** Its files by their numbers, those that the program defined included. */
    public LineFiles files() {
        return files;
    }

    /** The path of a file: absolute if its directory is; empty when there is no such file. */
    public Optional<String> path(int number) {
        return files.path(number);
    }
}

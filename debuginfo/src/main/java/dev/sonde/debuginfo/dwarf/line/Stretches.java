package dev.sonde.debuginfo.dwarf.line;

import java.util.BitSet;

/**
 * Which rows begin code of another line than the row before.
 *
 * <p>Compilers write several rows for a line when it has several blocks, told apart by discriminators. Whoever steps
 * through lines wants them to be one; but rows of one line without discriminators are kept apart, because a loop that is
 * one line may come back to any of them. Where a statement and what another file does for it are at one address, the
 * address belongs to the statement.
 *
 * <p>Source: DWARF 5 section 6.2.2, "discriminator"; what is merged is what gdb merges ({@code dwarf_record_line_p},
 * {@code lnp_state_machine::record_line}).
 */
final class Stretches {
    private Stretches() {}

    /** The indexes of the rows that begin a stretch; the ends of sequences always do. */
    static BitSet of(RowColumns rows) {
        var begins = new BitSet(rows.size());
        boolean first = true;
        boolean blocks = false;
        int line = 0;
        int begunLine = 0;
        int begunFile = 0;
        long address = 0;
        boolean statement = false;
        for (int i = 0; i < rows.size(); i++) {
            if (first || rows.line(i) != line) {
                blocks = false;
            }
            blocks |= rows.discriminator(i) != 0;
            line = rows.line(i);
            boolean end = rows.has(i, RowColumns.END_SEQUENCE);
            boolean otherFile = rows.file(i) != begunFile;
            boolean sameAddress = !first && rows.address(i) == address;
            boolean belongs = otherFile && sameAddress && statement && !rows.has(i, RowColumns.IS_STATEMENT);
            if (first || end || (!belongs && (line != begunLine || otherFile || !blocks))) {
                begins.set(i);
                begunLine = line;
                begunFile = rows.file(i);
            }
            statement = (sameAddress && statement) || rows.has(i, RowColumns.IS_STATEMENT);
            address = rows.address(i);
            first = end;
        }
        return begins;
    }
}

package dev.sonde.debuginfo.dwarf.cfi;

import dev.sonde.debuginfo.bytes.FormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The descriptions of a section sorted by address, for sections that come without a search table. */
final class FrameIndex {
    private static final int MAX_DIAGNOSTICS = 16;

    private final long[] starts;
    private final long[] ends;
    private final long[] offsets;
    private final List<FormatException> diagnostics;

    private FrameIndex(long[] starts, long[] ends, long[] offsets, List<FormatException> diagnostics) {
        this.starts = starts;
        this.ends = ends;
        this.offsets = offsets;
        this.diagnostics = diagnostics;
    }

    static FrameIndex build(FrameSection section) {
        record Range(long start, long end, long offset) {}
        var ranges = new ArrayList<Range>();
        var diagnostics = new ArrayList<FormatException>();
        section.forEach(
                fde -> {
                    if (fde.length() != 0) {
                        ranges.add(new Range(fde.start(), fde.end(), fde.offset()));
                    }
                },
                problem -> {
                    if (diagnostics.size() < MAX_DIAGNOSTICS) {
                        diagnostics.add(problem);
                    }
                });
        ranges.sort((a, b) -> Long.compareUnsigned(a.start, b.start));
        int count = ranges.size();
        long[] starts = new long[count];
        long[] ends = new long[count];
        long[] offsets = new long[count];
        for (int i = 0; i < count; i++) {
            starts[i] = ranges.get(i).start;
            ends[i] = ranges.get(i).end;
            offsets[i] = ranges.get(i).offset;
        }
        return new FrameIndex(starts, ends, offsets, List.copyOf(diagnostics));
    }

    List<FormatException> diagnostics() {
        return diagnostics;
    }

    /** The section offsets of the descriptions in the order of their addresses. */
    long[] offsets() {
        return Arrays.copyOf(offsets, offsets.length);
    }

    /** The section offset of a description that covers {@code pc}, or -1. */
    long find(long pc) {
        int low = 0;
        int high = starts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(starts[middle], pc) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // Sections that a linker discarded leave descriptions at one address, so the last start may not be the one.
        for (int i = low - 1; i >= 0 && i >= low - 8; i--) {
            if (Long.compareUnsigned(pc - starts[i], ends[i] - starts[i]) < 0) {
                return offsets[i];
            }
        }
        return -1;
    }
}

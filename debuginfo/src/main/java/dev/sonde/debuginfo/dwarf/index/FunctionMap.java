package dev.sonde.debuginfo.dwarf.index;

import static dev.sonde.debuginfo.dwarf.DwTag.*;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.AddressRange;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.Unit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The functions of a unit, inlined ones too, as a map from address to the innermost. */
final class FunctionMap {
    private static final int MAX_DEPTH = 512;
    private static final int NOTHING = -1;

    /** A function: who it is inlined into, and its names once they were asked for. */
    static final class Function {
        final Die die;
        final @Nullable Function outer;
        private volatile @Nullable Names names;

        private Function(Die die, @Nullable Function outer) {
            this.die = die;
            this.outer = outer;
        }

        boolean inlined() {
            return die.tag() == DW_TAG_inlined_subroutine;
        }

        Names names() {
            Names known = names;
            if (known == null) {
                known = new Names(die.name().orElse(""), die.linkageName());
                names = known;
            }
            return known;
        }
    }

    record Names(String name, Optional<String> linkageName) {}

    private record Interval(long start, long end, int depth, int function) {}

    private final List<Function> functions = new ArrayList<>();
    private final List<Interval> intervals = new ArrayList<>();

    // Where each stretch of addresses starts and which function it belongs to, up to the next start.
    private long[] starts = new long[16];
    private int[] owners = new int[16];
    private int size;

    private FunctionMap() {}

    static FunctionMap of(Unit unit) {
        var map = new FunctionMap();
        map.collect(unit.root(), null, 0);
        map.flatten();
        return map;
    }

    private void collect(Die parent, @Nullable Function outer, int depth) {
        if (depth > MAX_DEPTH) {
            throw new FormatException(parent.unit().section(), parent.offset(), "entries are nested too deeply");
        }
        for (Optional<Die> next = parent.firstChild();
                next.isPresent();
                next = next.get().nextSibling()) {
            Die die = next.get();
            switch (die.tag()) {
                case DW_TAG_subprogram, DW_TAG_inlined_subroutine -> collectFunction(die, outer, depth);
                case DW_TAG_namespace,
                        DW_TAG_module,
                        DW_TAG_structure_type,
                        DW_TAG_class_type,
                        DW_TAG_union_type,
                        DW_TAG_interface_type,
                        DW_TAG_enumeration_type,
                        DW_TAG_lexical_block,
                        DW_TAG_try_block,
                        DW_TAG_catch_block,
                        DW_TAG_with_stmt,
                        DW_TAG_common_block -> collect(die, outer, depth + 1);
                default -> {}
            }
        }
    }

    private void collectFunction(Die die, @Nullable Function outer, int depth) {
        List<AddressRange> ranges = die.ranges();
        Function function = outer;
        if (!ranges.isEmpty()) {
            function = new Function(die, die.tag() == DW_TAG_inlined_subroutine ? outer : null);
            for (AddressRange range : ranges) {
                intervals.add(new Interval(range.start(), range.end(), depth, functions.size()));
            }
            functions.add(function);
        }
        // What is in an abstract instance has no addresses, but a function nested in it may.
        collect(die, function, depth + 1);
    }

    private void flatten() {
        intervals.sort((a, b) -> {
            int order = Long.compareUnsigned(a.start, b.start);
            return order != 0 ? order : Integer.compare(a.depth, b.depth);
        });
        var open = new ArrayDeque<Interval>();
        for (Interval interval : intervals) {
            close(open, interval.start);
            open.push(interval);
            emit(interval.start, interval.function);
        }
        open.stream().map(Interval::end).max(Long::compareUnsigned).ifPresent(last -> close(open, last));
        starts = Arrays.copyOf(starts, size);
        owners = Arrays.copyOf(owners, size);
        intervals.clear();
    }

    /** Ends the intervals that end at or before an address; those around them go on from there. */
    private void close(ArrayDeque<Interval> open, long address) {
        while (!open.isEmpty() && Long.compareUnsigned(open.peek().end, address) <= 0) {
            long end = open.pop().end;
            while (!open.isEmpty() && Long.compareUnsigned(open.peek().end, end) <= 0) {
                open.pop();
            }
            emit(end, open.isEmpty() ? NOTHING : open.peek().function);
        }
    }

    private void emit(long start, int owner) {
        if (size > 0 && starts[size - 1] == start) {
            owners[size - 1] = owner;
            return;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            owners = Arrays.copyOf(owners, size * 2);
        }
        starts[size] = start;
        owners[size++] = owner;
    }

    /** The innermost function at a file address, or null. */
    @Nullable
    Function find(long address) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(starts[middle], address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int owner = low == 0 ? NOTHING : owners[low - 1];
        return owner == NOTHING ? null : functions.get(owner);
    }
}

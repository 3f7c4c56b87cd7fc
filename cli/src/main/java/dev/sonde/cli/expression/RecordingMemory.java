package dev.sonde.cli.expression;

import dev.sonde.engine.breakpoint.WatchedExpression.Span;
import dev.sonde.engine.inferior.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Memory that remembers what was read of it. */
final class RecordingMemory implements Memory {
    private final Memory memory;
    private final Set<Span> spans = new LinkedHashSet<>();

    RecordingMemory(Memory memory) {
        this.memory = memory;
    }

    @Override
    public long read(long address, MemorySegment into) {
        if (into.byteSize() > 0) {
            spans.add(new Span(address, into.byteSize()));
        }
        return memory.read(address, into);
    }

    @Override
    public long write(long address, MemorySegment from) {
        return memory.write(address, from);
    }

    /** What was read, in the order in which it was read first. */
    List<Span> spans() {
        return new ArrayList<>(spans);
    }
}

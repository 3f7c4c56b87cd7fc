package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.cxx.BitSets;
import dev.sonde.engine.renderer.cxx.ElementRows;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import java.util.Optional;

/** Elements in a row or in blocks. */
final class Sequential {
    private static final int BLOCK_BYTES = 4096;
    private static final int LARGE_ELEMENT = 256;
    private static final int LARGE_PER_BLOCK = 16;

    private Sequential() {}

    static Rendering vector(ObjectView vector) {
        String name = LibcxxRenderers.shown(vector);
        long start = vector.member("__begin_").number();
        if (ElementRows.isOfBits(vector)) {
            long words = LibcxxRenderers.part(vector, "__cap_alloc_", "__cap_").number();
            return ElementRows.bits(
                    name, vector, start, vector.member("__size_").number(), words * Long.SIZE);
        }
        return ElementRows.vector(
                name,
                vector,
                start,
                vector.member("__end_").number(),
                LibcxxRenderers.part(vector, "__end_cap_", "__cap_").number());
    }

    static Rendering array(ObjectView array) {
        return ElementRows.array(array.member("__elems_"));
    }

    static Rendering span(ObjectView span) {
        Optional<ObjectView> dynamic = span.find("__size_").or(() -> span.find("__size"));
        return ElementRows.span(
                LibcxxRenderers.shown(span),
                span,
                LibcxxRenderers.either(span, "__data_", "__data"),
                dynamic.map(ObjectView::number).orElseGet(() -> ElementRows.extent(span)));
    }

    static Rendering bitset(ObjectView bitset) {
        return BitSets.of(LibcxxRenderers.shown(bitset), bitset, bitset.find("__first_"));
    }

    static Rendering deque(ObjectView deque) {
        Type element = deque.argument(0);
        long each = Math.max(1, element.size());
        long perBlock = each < LARGE_ELEMENT ? BLOCK_BYTES / each : LARGE_PER_BLOCK;
        long start = deque.member("__start_").number();
        ObjectView sizeHolder = deque.member("__size_");
        long size = (sizeHolder.type() instanceof StructType ? LibcxxRenderers.first(sizeHolder) : sizeHolder).number();
        long blocks = deque.member("__map_", "__begin_").number();
        return ElementRows.deque(LibcxxRenderers.shown(deque), size, index -> {
            long position = start + index;
            long block = deque.word(blocks + position / perBlock * Long.BYTES);
            return deque.at(element, block + position % perBlock * each).value();
        });
    }
}

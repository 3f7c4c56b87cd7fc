package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.renderer.cxx.ElementRows;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Type;

/** Elements in blocks of some 512 bytes, whose addresses are in a row. */
final class Deques {
    private static final int BLOCK_BYTES = 512;

    private Deques() {}

    static Rendering deque(ObjectView deque) {
        Type element = deque.argument(0);
        long each = Math.max(1, element.size());
        long perBlock = each < BLOCK_BYTES ? BLOCK_BYTES / each : 1;
        ObjectView start = deque.member("_M_impl", "_M_start");
        ObjectView finish = deque.member("_M_impl", "_M_finish");
        long first = start.member("_M_cur").number();
        long node = start.member("_M_node").number();
        long inFirst = Sequences.count(element, first, start.member("_M_last").number());
        long inLast = Sequences.count(
                element,
                finish.member("_M_first").number(),
                finish.member("_M_cur").number());
        long between = (finish.member("_M_node").number() - node) / Long.BYTES - 1;
        long size = perBlock * between + inFirst + inLast;
        return ElementRows.deque(LibstdcxxRenderers.shown(deque), size, index -> {
            if (index < inFirst) {
                return deque.at(element, first + index * each).value();
            }
            long later = index - inFirst;
            long block = deque.word(node + (1 + later / perBlock) * Long.BYTES);
            return deque.at(element, block + later % perBlock * each).value();
        });
    }
}

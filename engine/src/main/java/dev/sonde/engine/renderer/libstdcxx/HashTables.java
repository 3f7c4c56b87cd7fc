package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.renderer.cxx.KeyedElements;
import dev.sonde.engine.value.Type;

/** Hash tables, all of whose nodes are in one list. */
final class HashTables {
    /** A node without its value: the next one. */
    static final int NODE = Long.BYTES;

    private HashTables() {}

    static KeyedElements elements(ObjectView container) {
        ObjectView table = container.member("_M_h");
        Type element = table.argument(1);
        long first = table.member("_M_before_begin", "_M_nxt").number();
        return new KeyedElements(
                container,
                LibstdcxxRenderers.shown(container),
                table.member("_M_element_count").number(),
                () -> Sequences.map(
                        Sequences.linked(first, 0, container::word), node -> container.behind(node + NODE, element)));
    }
}

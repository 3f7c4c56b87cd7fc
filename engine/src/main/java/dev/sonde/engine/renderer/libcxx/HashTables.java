package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.renderer.cxx.KeyedElements;
import dev.sonde.engine.value.Type;

/** Hash tables, all of whose nodes are in one list. */
final class HashTables {
    /** A node without its value: the next one and the hash. */
    static final int NODE = 2 * Long.BYTES;

    private HashTables() {}

    static KeyedElements elements(ObjectView container) {
        ObjectView table = container.member("__table_");
        Type element = LibcxxRenderers.element(container);
        long first = LibcxxRenderers.part(table, "__p1_", "__first_node_")
                .member("__next_")
                .number();
        return new KeyedElements(
                container,
                LibcxxRenderers.shown(container),
                LibcxxRenderers.part(table, "__p2_", "__size_").number(),
                () -> Sequences.map(
                        Sequences.linked(first, 0, container::word), node -> container.behind(node + NODE, element)));
    }
}

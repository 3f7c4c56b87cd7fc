package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.Maps;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Type;
import java.util.Iterator;
import java.util.function.Supplier;

/** Hash tables, all of whose nodes are in one list. */
final class HashTables {
    private HashTables() {}

    static Rendering map(ObjectView map) {
        return Maps.withKeys(multimap(map), map, elements(map));
    }

    static Rendering multimap(ObjectView map) {
        return Maps.map(LibstdcxxRenderers.shown(map), size(map), elements(map));
    }

    static Rendering set(ObjectView set) {
        return Maps.set(LibstdcxxRenderers.shown(set), size(set), elements(set));
    }

    private static long size(ObjectView container) {
        return container.member("_M_h", "_M_element_count").number();
    }

    private static Supplier<Iterator<ObjectView>> elements(ObjectView container) {
        ObjectView table = container.member("_M_h");
        Type element = table.argument(1);
        long first = table.member("_M_before_begin", "_M_nxt").number();
        return () -> Sequences.map(
                Sequences.linked(first, 0, container::word), node -> container.at(element, value(node, element)));
    }

    /** Where a node has its value. */
    static long value(long node, Type element) {
        return ObjectView.aligned(node + Lists.FORWARD_NODE, element);
    }
}

package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.Maps;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.RedBlackTree;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Type;
import java.util.Iterator;
import java.util.function.Supplier;

/** Sorted containers: red-black trees. */
final class Trees {
    /** A node without its value: its colour, its parent, its left and its right child. */
    static final int NODE = 4 * Long.BYTES;

    private static final int PARENT = Long.BYTES;
    private static final int LEFT = 2 * Long.BYTES;
    private static final int RIGHT = 3 * Long.BYTES;

    private Trees() {}

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
        return container.member("_M_t", "_M_impl", "_M_node_count").number();
    }

    private static Supplier<Iterator<ObjectView>> elements(ObjectView container) {
        ObjectView tree = container.member("_M_t");
        Type element = tree.argument(1);
        long first = tree.member("_M_impl", "_M_header", "_M_left").number();
        long size = size(container);
        RedBlackTree nodes = new RedBlackTree(container, LEFT, RIGHT, PARENT);
        return () -> Sequences.map(nodes.nodes(first, size), node -> container.at(element, value(node, element)));
    }

    /** Where a node has its value. */
    static long value(long node, Type element) {
        return ObjectView.aligned(node + NODE, element);
    }
}

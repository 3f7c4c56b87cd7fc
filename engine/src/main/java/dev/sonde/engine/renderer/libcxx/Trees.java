package dev.sonde.engine.renderer.libcxx;

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
    private static final int LEFT = 0;
    private static final int RIGHT = Long.BYTES;
    private static final int PARENT = 2 * Long.BYTES;
    /** A node without its value ends with its colour; the value may begin in what would be padding. */
    private static final int NODE = 3 * Long.BYTES + 1;

    private Trees() {}

    static Rendering map(ObjectView map) {
        return Maps.withKeys(multimap(map), map, elements(map));
    }

    static Rendering multimap(ObjectView map) {
        return Maps.map(LibcxxRenderers.shown(map), size(map), elements(map));
    }

    static Rendering set(ObjectView set) {
        return Maps.set(LibcxxRenderers.shown(set), size(set), elements(set));
    }

    private static long size(ObjectView container) {
        ObjectView tree = container.member("__tree_");
        ObjectView size = tree.find("__pair3_").map(LibcxxRenderers::first).orElseGet(() -> tree.member("__size_"));
        return size.number();
    }

    private static Supplier<Iterator<ObjectView>> elements(ObjectView container) {
        Type element = Linked.element(container);
        long first = container.member("__tree_", "__begin_node_").number();
        long size = size(container);
        RedBlackTree nodes = new RedBlackTree(container, LEFT, RIGHT, PARENT);
        return () -> Sequences.map(nodes.nodes(first, size), node -> container.at(element, value(node, element)));
    }

    /** Where a node has its value. */
    static long value(long node, Type element) {
        return ObjectView.aligned(node + NODE, element);
    }
}

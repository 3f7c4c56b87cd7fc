package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.RedBlackTree;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.renderer.cxx.KeyedElements;
import dev.sonde.engine.value.Type;

/** Sorted containers: red-black trees. */
final class Trees {
    /** A node without its value: its colour, its parent, its left and its right child. */
    static final int NODE = 4 * Long.BYTES;

    private static final int PARENT = Long.BYTES;
    private static final int LEFT = 2 * Long.BYTES;
    private static final int RIGHT = 3 * Long.BYTES;

    private Trees() {}

    static KeyedElements elements(ObjectView container) {
        ObjectView tree = container.member("_M_t");
        ObjectView impl = tree.member("_M_impl");
        Type element = tree.argument(1);
        long first = impl.member("_M_header", "_M_left").number();
        long size = impl.member("_M_node_count").number();
        RedBlackTree nodes = new RedBlackTree(container, LEFT, RIGHT, PARENT);
        return new KeyedElements(
                container,
                LibstdcxxRenderers.shown(container),
                size,
                () -> Sequences.map(nodes.nodes(first, size), node -> container.behind(node + NODE, element)));
    }
}

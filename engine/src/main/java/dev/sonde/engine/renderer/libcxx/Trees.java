package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.RedBlackTree;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.renderer.cxx.KeyedElements;
import dev.sonde.engine.value.Type;

/** Sorted containers: red-black trees. */
final class Trees {
    /** A node without its value ends with its colour; the value may begin in what would be padding. */
    static final int NODE = 3 * Long.BYTES + 1;

    private static final int LEFT = 0;
    private static final int RIGHT = Long.BYTES;
    private static final int PARENT = 2 * Long.BYTES;

    private Trees() {}

    static KeyedElements elements(ObjectView container) {
        ObjectView tree = container.member("__tree_");
        Type element = LibcxxRenderers.element(container);
        long first = tree.member("__begin_node_").number();
        long size = LibcxxRenderers.part(tree, "__pair3_", "__size_").number();
        RedBlackTree nodes = new RedBlackTree(container, LEFT, RIGHT, PARENT);
        return new KeyedElements(
                container,
                LibcxxRenderers.shown(container),
                size,
                () -> Sequences.map(nodes.nodes(first, size), node -> container.behind(node + NODE, element)));
    }
}

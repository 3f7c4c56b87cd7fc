package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.cxx.NodeLists;
import dev.sonde.engine.value.Rendering;

/** Lists: the nodes of those that are linked both ways begin with the one before. */
final class Lists {
    private Lists() {}

    static Rendering list(ObjectView list) {
        ObjectView end = list.member("__end_");
        long first = end.member("__next_").number();
        return NodeLists.of(list, LibcxxRenderers.shown(list), first, end.address(), Long.BYTES, NodeLists.LIST_NODE);
    }

    static Rendering forwardList(ObjectView list) {
        long first = LibcxxRenderers.first(list.member("__before_begin_"))
                .member("__next_")
                .number();
        return NodeLists.of(list, LibcxxRenderers.shown(list), first, 0, 0, NodeLists.FORWARD_NODE);
    }
}

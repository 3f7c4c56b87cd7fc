package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.Maps;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.cxx.NodeLists;
import dev.sonde.engine.value.Rendering;
import java.util.Optional;

/** Nodes that begin with the address of the next one. */
final class Lists {
    private Lists() {}

    static Rendering list(ObjectView list) {
        ObjectView head = list.member("_M_impl", "_M_node");
        long first = head.member("_M_next").number();
        Rendering nodes =
                NodeLists.of(list, LibstdcxxRenderers.shown(list), first, head.address(), 0, NodeLists.LIST_NODE);
        Optional<ObjectView> size = head.find("_M_size");
        return size.isPresent() ? Maps.sized(nodes, size.get().number()) : nodes;
    }

    static Rendering forwardList(ObjectView list) {
        long first = list.member("_M_impl", "_M_head", "_M_next").number();
        return NodeLists.of(list, LibstdcxxRenderers.shown(list), first, 0, 0, NodeLists.FORWARD_NODE);
    }
}

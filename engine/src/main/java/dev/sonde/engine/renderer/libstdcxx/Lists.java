package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.Maps;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;

/** Nodes that begin with the address of the next one. */
final class Lists {
    /** A node of a list that is linked both ways, without its value. */
    static final int LIST_NODE = 2 * Long.BYTES;
    /** A node of a list that is linked one way. */
    static final int FORWARD_NODE = Long.BYTES;

    private Lists() {}

    static Rendering list(ObjectView list) {
        ObjectView head = list.member("_M_impl", "_M_node");
        long end = head.address();
        long first = head.member("_M_next").number();
        Rendering nodes = nodes(list, first, end, LIST_NODE);
        Optional<ObjectView> size = head.find("_M_size");
        return size.isPresent() ? Maps.sized(nodes, size.get().number()) : nodes;
    }

    static Rendering forwardList(ObjectView list) {
        return nodes(list, list.member("_M_impl", "_M_head", "_M_next").number(), 0, FORWARD_NODE);
    }

    private static Rendering nodes(ObjectView list, long first, long end, int header) {
        Type element = list.argument(0);
        String name = LibstdcxxRenderers.shown(list);
        Supplier<Iterator<Value>> values = () -> Sequences.map(
                Sequences.linked(first, end, list::word),
                node -> list.at(element, ObjectView.aligned(node + header, element))
                        .value());
        return Rendering.text(first == end ? "empty " + name : name)
                .elements(Layout.NAMED, values)
                .index(index -> index instanceof Value.Scalar number
                        ? Sequences.nth(values.get(), number.bits())
                        : Optional.empty())
                .answers("empty", () -> ObjectView.truth(first == end))
                .answers("front", () -> values.get().next());
    }
}

package dev.sonde.engine.renderer.cxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code std::list} and {@code std::forward_list}. */
public final class NodeLists {
    /** The size of a node of a list that is linked both ways, without its value, in bytes. */
    public static final int LIST_NODE = 2 * Long.BYTES;
    /** The same of a list that is linked one way. */
    public static final int FORWARD_NODE = Long.BYTES;

    private NodeLists() {}

    /**
     * A list whose first template argument is the type of its elements.
     *
     * @param end the address at which there is no node any more
     * @param next where a node has the address of the next one, in bytes
     * @param header the size of a node without its value, in bytes
     */
    public static Rendering of(ObjectView list, String name, long first, long end, int next, int header) {
        Type element = list.argument(0);
        Supplier<Iterator<Value>> values = () -> Sequences.map(
                Sequences.linked(first, end, node -> list.word(node + next)),
                node -> list.behind(node + header, element).value());
        return Rendering.text(first == end ? "empty " + name : name)
                .elements(Layout.NAMED, values)
                .index(index -> index instanceof Value.Scalar number
                        ? Sequences.nth(values.get(), number.bits())
                        : Optional.empty())
                .answers("empty", () -> ObjectView.truth(first == end))
                .answers("front", () -> values.get().next());
    }
}

package dev.sonde.engine.renderer;

import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Value;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;

/** Containers of elements with keys. */
public final class Maps {
    private Maps() {}

    /** The words for a number of elements. */
    public static String elements(long count) {
        return count == 1 ? "1 element" : count + " elements";
    }

    /** A map whose elements are objects with the members {@code first} and {@code second}. */
    public static Rendering map(String name, long size, Supplier<Iterator<ObjectView>> pairs) {
        return sized(Rendering.text(name + " with " + elements(size)), size)
                .elements(
                        Layout.MAP,
                        () -> Sequences.alternating(
                                pairs.get(),
                                pair -> pair.member("first").value(),
                                pair -> pair.member("second").value()));
    }

    /** The same, where a key stands for one value: {@code map[key]}. */
    public static Rendering withKeys(Rendering map, ObjectView view, Supplier<Iterator<ObjectView>> pairs) {
        return map.index(key -> find(pairs.get(), view.view(key)));
    }

    private static Optional<Value> find(Iterator<ObjectView> pairs, ObjectView wanted) {
        while (pairs.hasNext()) {
            ObjectView pair = pairs.next();
            if (Keys.same(pair.member("first"), wanted)) {
                return Optional.of(pair.member("second").value());
            }
        }
        return Optional.empty();
    }

    /** A set. */
    public static Rendering set(String name, long size, Supplier<Iterator<ObjectView>> elements) {
        return sized(Rendering.text(name + " with " + elements(size)), size)
                .elements(Layout.NAMED, () -> Sequences.map(elements.get(), ObjectView::value));
    }

    /** The same with what {@code size()} and {@code empty()} return. */
    public static Rendering sized(Rendering container, long size) {
        return container
                .answers("size", () -> ObjectView.size(size))
                .answers("empty", () -> ObjectView.truth(size == 0));
    }
}

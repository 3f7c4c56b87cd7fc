package dev.sonde.engine.renderer.cxx;

import dev.sonde.engine.renderer.Maps;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A container whose elements are found by a key, sorted or hashed.
 *
 * @param view the container
 * @param name of its template
 * @param size the number of its elements
 * @param elements what its nodes hold: pairs in a map
 */
public record KeyedElements(ObjectView view, String name, long size, Supplier<Iterator<ObjectView>> elements) {
    /** The meaning of a map. */
    public static Function<ObjectView, Rendering> map(Function<ObjectView, KeyedElements> reader) {
        return object -> {
            KeyedElements map = reader.apply(object);
            return Maps.withKeys(map.pairs(), map.view, map.elements);
        };
    }

    /** The meaning of a map in which a key may stand for several values. */
    public static Function<ObjectView, Rendering> multimap(Function<ObjectView, KeyedElements> reader) {
        return object -> reader.apply(object).pairs();
    }

    /** The meaning of a set. */
    public static Function<ObjectView, Rendering> set(Function<ObjectView, KeyedElements> reader) {
        return object -> {
            KeyedElements set = reader.apply(object);
            return Maps.set(set.name, set.size, set.elements);
        };
    }

    private Rendering pairs() {
        return Maps.map(name, size, elements);
    }
}

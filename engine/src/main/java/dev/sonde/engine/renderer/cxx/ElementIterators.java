package dev.sonde.engine.renderer.cxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Part;
import dev.sonde.engine.value.Value;
import java.util.Optional;
import java.util.function.Supplier;

/** Iterators are written as what they point to. */
public final class ElementIterators {
    private static final String NONE = "non-dereferenceable iterator for ";

    private ElementIterators() {}

    /** One that is a pointer to an element. */
    public static Rendering pointer(String container, ObjectView pointer) {
        return of(container, pointer.number(), () -> pointer.target().value());
    }

    /**
     * One that points to a node.
     *
     * @param container in words
     * @param node the address of the node, 0 for none
     */
    public static Rendering of(String container, long node, Supplier<Value> element) {
        if (node == 0) {
            return Rendering.text(NONE + container);
        }
        Value value = element.get();
        return Rendering.of(new Part.Natural(value)).pointsTo(() -> Optional.of(value));
    }

    /** One that points to a bit in a word. */
    public static Rendering ofBit(ObjectView iterator, long word, long offset) {
        if (word == 0) {
            return Rendering.text(NONE + "std::vector<bool>");
        }
        Value value = ObjectView.truth((iterator.word(word) >>> offset & 1) != 0);
        return Rendering.as(value).pointsTo(() -> Optional.of(value));
    }
}

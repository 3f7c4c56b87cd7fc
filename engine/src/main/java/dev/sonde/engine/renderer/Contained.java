package dev.sonde.engine.renderer;

import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Child;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Rendering.Part;
import java.util.List;
import java.util.Optional;

/** Objects that hold at most one other: optional, variant, any. */
public final class Contained {
    private Contained() {}

    /** One that holds nothing. */
    public static Rendering nothing(String name) {
        return Rendering.text(name + " [no contained value]");
    }

    /**
     * One that holds a value, whose children become its own.
     *
     * @param name what is written before
     * @param otherwise the whole summary when the value has no children
     * @param layout of a value without children
     */
    public static Rendering of(String name, String otherwise, ObjectView value, Layout layout) {
        Optional<Rendering> inner = value.rendering().filter(rendering -> !rendering.isRaw());
        Rendering own;
        if (inner.isPresent() && inner.get().hasChildren()) {
            Rendering known = inner.get();
            // gdb writes "containing None" before a pair.
            own = known.summary().isEmpty()
                    ? Rendering.text(name)
                    : Rendering.of(new Part.Text(name + " containing "), new Part.Summary(known));
            own = own.children(known.layout(), known::children);
        } else {
            own = Rendering.text(otherwise)
                    .children(
                            layout,
                            () -> List.of(new Child("[contained value]", value.value()))
                                    .iterator());
        }
        return own.pointsTo(() -> Optional.of(value.value())).answers("value", value::value);
    }
}

package dev.sonde.engine.renderer;

import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** Containers whose elements are counted. */
public final class Arrays {
    private Arrays() {}

    /** Elements in a row in memory. */
    public static Rendering contiguous(Rendering summary, ObjectView view, Type element, long start, long count) {
        Rendering counted = counted(
                summary,
                Layout.ARRAY,
                count,
                index -> view.at(element, start + index * element.size()).value());
        return counted.answers("data", () -> Value.Scalar.of(Types.pointerTo(element), start));
    }

    /** Elements that can be had by their number. */
    public static Rendering counted(Rendering summary, Layout layout, long count, LongFunction<Value> element) {
        return Maps.sized(summary, count)
                .elements(layout, () -> Sequences.counted(count, element))
                .index(index -> {
                    OptionalLong number = number(index);
                    boolean exists = number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() < count;
                    return exists ? Optional.of(element.apply(number.getAsLong())) : Optional.empty();
                })
                .answers("front", () -> element.apply(0))
                .answers("back", () -> element.apply(count - 1));
    }

    /** The number that an index is. */
    public static OptionalLong number(Value index) {
        return index instanceof Value.Scalar scalar ? OptionalLong.of(scalar.bits()) : OptionalLong.empty();
    }
}

package dev.sonde.engine.renderer;

import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Part;
import dev.sonde.engine.value.Type;
import java.util.Optional;
import java.util.OptionalLong;

/** Characters in a row in memory. */
public final class Texts {
    private Texts() {}

    /**
     * A text between quotes.
     *
     * @param unit the type of each character
     * @param element the type that {@code text[index]} has
     */
    public static Rendering of(ObjectView view, Type.IntegerType unit, Type element, long address, long length) {
        return Maps.sized(Rendering.of(new Part.Characters(unit, address, length)), length)
                .index(index -> {
                    OptionalLong number = Arrays.number(index);
                    boolean inside = number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() < length;
                    return inside
                            ? Optional.of(view.at(element, address + number.getAsLong() * unit.size())
                                    .value())
                            : Optional.empty();
                });
    }
}

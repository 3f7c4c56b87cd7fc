package dev.sonde.engine.renderer.cxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Texts;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;

/** {@code std::basic_string} and what is like it. */
public final class CharacterStrings {
    private CharacterStrings() {}

    /** A string whose first template argument is the type of its characters. */
    public static Rendering of(ObjectView string, long address, long length) {
        Type element = string.argument(0);
        Type.IntegerType unit = Types.character(element)
                .orElseThrow(() -> new DebugException("A " + element.name() + " is no character"));
        return Texts.of(string, unit, element, address, length)
                .answers("length", () -> ObjectView.size(length))
                .answers("c_str", () -> Value.Scalar.of(Types.pointerTo(element), address))
                .answers("data", () -> Value.Scalar.of(Types.pointerTo(element), address));
    }
}

package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.Arrays;
import dev.sonde.engine.renderer.Maps;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import java.util.Optional;
import java.util.OptionalLong;

/** Strings of any kind of character, of both ABIs. */
final class Strings {
    /** Before the characters of a string of the old ABI stand its length, its capacity and its reference count. */
    private static final int REP_SIZE = 24;

    private Strings() {}

    static Rendering string(ObjectView string) {
        long address = string.member("_M_dataplus", "_M_p").number();
        Optional<ObjectView> length = string.find("_M_string_length");
        return characters(
                string, address, length.isPresent() ? length.get().number() : string.word(address - REP_SIZE));
    }

    static Rendering view(ObjectView view) {
        return characters(
                view, view.member("_M_str").number(), view.member("_M_len").number());
    }

    /** A string whose first template argument is the type of its characters. */
    static Rendering characters(ObjectView string, long address, long length) {
        Type element = string.argument(0);
        Type.IntegerType unit = Types.character(element)
                .orElseThrow(() -> new DebugException("A " + element.name() + " is no character"));
        Rendering text = Rendering.of(new Rendering.Part.Characters(unit, address, length));
        return Maps.sized(text, length)
                .index(index -> {
                    OptionalLong number = Arrays.number(index);
                    boolean inside = number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() < length;
                    return inside
                            ? Optional.of(string.at(element, address + number.getAsLong() * unit.size())
                                    .value())
                            : Optional.empty();
                })
                .answers("length", () -> ObjectView.size(length))
                .answers("c_str", () -> Value.Scalar.of(Types.pointerTo(element), address))
                .answers("data", () -> Value.Scalar.of(Types.pointerTo(element), address));
    }
}

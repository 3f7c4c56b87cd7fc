package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.Arrays;
import dev.sonde.engine.renderer.Maps;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Part;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import java.util.Optional;
import java.util.OptionalLong;

/** Strings, which are in the object itself when they are short. */
final class Strings {
    private Strings() {}

    static Rendering string(ObjectView string) {
        ObjectView rep = representation(string);
        ObjectView shortForm = rep.member("__s");
        Optional<ObjectView> flag = shortForm.find("__is_long_");
        boolean isLong;
        long shortLength;
        if (flag.isPresent()) {
            isLong = flag.get().number() != 0;
            shortLength = shortForm.member("__size_").number();
        } else {
            long size = shortForm.member("__size_").number() & 0xff;
            isLong = (size & 1) != 0;
            shortLength = size >>> 1;
        }
        if (!isLong) {
            return characters(string, shortForm.member("__data_").address(), shortLength);
        }
        ObjectView longForm = rep.member("__l");
        return characters(
                string,
                longForm.member("__data_").number(),
                longForm.member("__size_").number());
    }

    private static ObjectView representation(ObjectView string) {
        Optional<ObjectView> rep = string.find("__rep_");
        if (rep.isPresent()) {
            return rep.get();
        }
        ObjectView value = LibcxxRenderers.first(string.member("__r_"));
        // Until version 15 the two forms were in an unnamed union.
        return value;
    }

    static Rendering view(ObjectView view) {
        ObjectView data = view.find("__data_").orElseGet(() -> view.member("__data"));
        ObjectView size = view.find("__size_").orElseGet(() -> view.member("__size"));
        return characters(view, data.number(), size.number());
    }

    static Rendering path(ObjectView path) {
        return Rendering.of(
                new Part.Text("filesystem::path "),
                new Part.Natural(path.member("__pn_").value()));
    }

    private static Rendering characters(ObjectView string, long address, long length) {
        Type element = string.argument(0);
        Type.IntegerType unit = Types.character(element)
                .orElseThrow(() -> new DebugException("A " + element.name() + " is no character"));
        return Maps.sized(Rendering.of(new Part.Characters(unit, address, length)), length)
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

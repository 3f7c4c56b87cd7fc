package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.cxx.CharacterStrings;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Part;
import java.util.Optional;

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
            return CharacterStrings.of(string, shortForm.member("__data_").address(), shortLength);
        }
        ObjectView longForm = rep.member("__l");
        return CharacterStrings.of(
                string,
                longForm.member("__data_").number(),
                longForm.member("__size_").number());
    }

    /** Until version 15 the two forms were in an unnamed union. */
    private static ObjectView representation(ObjectView string) {
        return string.find("__rep_").orElseGet(() -> LibcxxRenderers.first(string.member("__r_")));
    }

    static Rendering view(ObjectView view) {
        ObjectView data = LibcxxRenderers.either(view, "__data_", "__data");
        ObjectView size = LibcxxRenderers.either(view, "__size_", "__size");
        return CharacterStrings.of(view, data.number(), size.number());
    }

    static Rendering path(ObjectView path) {
        return Rendering.of(
                new Part.Text("filesystem::path "),
                new Part.Natural(path.member("__pn_").value()));
    }
}

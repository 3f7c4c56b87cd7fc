package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.cxx.CharacterStrings;
import dev.sonde.engine.value.Rendering;
import java.util.Optional;

/** Strings of any kind of character, of both ABIs. */
final class Strings {
    /** Before the characters of a string of the old ABI stand its length, its capacity and its reference count. */
    private static final int REP_SIZE = 24;

    private Strings() {}

    static Rendering string(ObjectView string) {
        long address = string.member("_M_dataplus", "_M_p").number();
        Optional<ObjectView> length = string.find("_M_string_length");
        return CharacterStrings.of(
                string, address, length.isPresent() ? length.get().number() : string.word(address - REP_SIZE));
    }

    static Rendering view(ObjectView view) {
        return CharacterStrings.of(
                view, view.member("_M_str").number(), view.member("_M_len").number());
    }
}

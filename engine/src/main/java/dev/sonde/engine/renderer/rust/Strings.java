package dev.sonde.engine.renderer.rust;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Texts;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Types;

/** Texts: bytes of UTF-8, or of whatever the system calls a name. */
final class Strings {
    private Strings() {}

    static Rendering string(ObjectView string) {
        return ofVec(string.member("vec"));
    }

    static Rendering osString(ObjectView string) {
        ObjectView inner = string.member("inner").member("inner");
        return ofVec(inner.find("bytes").orElse(inner));
    }

    private static Rendering ofVec(ObjectView vec) {
        return text(vec, Sequential.data(vec), vec.member("len").number());
    }

    static Rendering slice(ObjectView slice) {
        return text(
                slice, slice.member("data_ptr").number(), slice.member("length").number());
    }

    /** A box of bytes of which the last is zero. */
    static Rendering cString(ObjectView string) {
        return cStr(string.member("inner"));
    }

    static Rendering cStr(ObjectView slice) {
        long length = slice.member("length").number();
        return text(slice, slice.member("data_ptr").number(), Math.max(0, length - 1));
    }

    private static Rendering text(ObjectView view, long address, long length) {
        return Texts.of(view, Types.CHAR, Types.UNSIGNED_CHAR, address, length)
                .answers("len", () -> ObjectView.size(length));
    }
}

package dev.sonde.engine.renderer.rust;

import dev.sonde.engine.renderer.Arrays;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Type;

/** Elements in a row. */
final class Sequential {
    private Sequential() {}

    /** Where a vector has its elements, behind the structures that say that the address is not null. */
    static long data(ObjectView vec) {
        return vec.member("buf", "inner", "ptr").unwrapped().number();
    }

    static Rendering slice(ObjectView slice) {
        ObjectView data = slice.member("data_ptr");
        long length = slice.member("length").number();
        return contiguous(slice, slice.className(), data.pointed(), data.number(), length);
    }

    static Rendering vec(ObjectView vec) {
        return contiguous(
                vec, "Vec", vec.argument(0), data(vec), vec.member("len").number());
    }

    private static Rendering contiguous(ObjectView view, String name, Type element, long start, long length) {
        return Arrays.contiguous(
                        Rendering.text(name + "(size=" + length + ")"), view, element, start, Math.max(0, length))
                .answers("len", () -> ObjectView.size(length));
    }

    static Rendering deque(ObjectView deque) {
        Type element = deque.argument(0);
        long length = deque.member("len").number();
        long head = deque.member("head").number();
        long capacity = deque.member("buf", "inner", "cap").unwrapped().number();
        long start = data(deque);
        return Arrays.counted(
                        Rendering.text("VecDeque(size=" + length + ")"),
                        Layout.ARRAY,
                        Math.max(0, length),
                        index -> deque.at(
                                        element,
                                        start
                                                + Long.remainderUnsigned(head + index, Math.max(1, capacity))
                                                        * element.size())
                                .value())
                .answers("len", () -> ObjectView.size(length));
    }
}

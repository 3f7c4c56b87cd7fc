package dev.sonde.engine.renderer.cxx;

import dev.sonde.engine.renderer.Arrays;
import dev.sonde.engine.renderer.ClassNames;
import dev.sonde.engine.renderer.Maps;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.function.LongFunction;

/** Elements in a row. */
public final class ElementRows {
    private ElementRows() {}

    /**
     * A {@code std::vector}.
     *
     * @param start the address of its first element
     * @param end the address behind its last element
     * @param limit the address behind the room that it has
     */
    public static Rendering vector(String name, ObjectView vector, long start, long end, long limit) {
        Type element = vector.argument(0);
        long length = Sequences.count(element, start, end);
        long capacity = Sequences.count(element, start, limit);
        String summary = name + " of length " + length + ", capacity " + capacity;
        return Arrays.contiguous(Rendering.text(summary), vector, element, start, Math.max(0, length))
                .elements(Layout.ARRAY, () -> Sequences.between(vector, element, start, end))
                .answers("capacity", () -> ObjectView.size(capacity));
    }

    /** Whether the elements of a vector are bits. */
    public static boolean isOfBits(ObjectView vector) {
        return vector.argument(0).unqualified() instanceof Type.BooleanType;
    }

    /**
     * A {@code std::vector<bool>}.
     *
     * @param start the address of its first word
     * @param length in bits
     * @param capacity in bits
     */
    public static Rendering bits(String name, ObjectView vector, long start, long length, long capacity) {
        String summary = name + "<bool> of length " + length + ", capacity " + capacity;
        return Arrays.counted(
                        Rendering.text(summary), Layout.ARRAY, Math.max(0, length), index -> bit(vector, start, index))
                .answers("capacity", () -> ObjectView.size(capacity));
    }

    private static Value bit(ObjectView view, long start, long index) {
        long word = view.word(start + index / Long.SIZE * Long.BYTES);
        return ObjectView.truth((word >>> (index % Long.SIZE) & 1) != 0);
    }

    /** A {@code std::array}: as it is stored, which is readable enough. */
    public static Rendering array(ObjectView elements) {
        return elements.type() instanceof Type.ArrayType type
                ? Arrays.counted(
                        Rendering.raw(),
                        Layout.ARRAY,
                        Math.max(0, type.count()),
                        index -> elements.element(index).value())
                : Rendering.raw();
    }

    /** A {@code std::span} or {@code std::initializer_list}. */
    public static Rendering span(String name, ObjectView span, ObjectView pointer, long size) {
        return Arrays.contiguous(
                Rendering.text(name + " of length " + size), span, pointer.pointed(), pointer.number(), size);
    }

    /** The number of elements in the type of a span; -1 if the object says it. */
    public static long extent(ObjectView span) {
        return ClassNames.numberArgument(span.className(), 1);
    }

    /** A {@code std::deque}. */
    public static Rendering deque(String name, long size, LongFunction<Value> element) {
        return Arrays.counted(Rendering.text(name + " with " + Maps.elements(size)), Layout.ARRAY, size, element);
    }
}

package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.renderer.Arrays;
import dev.sonde.engine.renderer.ClassNames;
import dev.sonde.engine.renderer.Maps;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Child;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.Optional;
import java.util.stream.LongStream;

/** Elements in a row or in blocks. */
final class Sequential {
    private static final int BLOCK_BYTES = 4096;
    private static final int LARGE_ELEMENT = 256;
    private static final int LARGE_PER_BLOCK = 16;

    private Sequential() {}

    static Rendering vector(ObjectView vector) {
        Type element = vector.argument(0);
        if (element.unqualified() instanceof Type.BooleanType) {
            return bits(vector);
        }
        long start = vector.member("__begin_").number();
        long end = vector.member("__end_").number();
        Optional<ObjectView> pair = vector.find("__end_cap_");
        ObjectView limit = pair.isPresent() ? LibcxxRenderers.first(pair.get()) : vector.member("__cap_");
        long length = Sequences.count(element, start, end);
        long capacity = Sequences.count(element, start, limit.number());
        String summary = LibcxxRenderers.shown(vector) + " of length " + length + ", capacity " + capacity;
        return Arrays.contiguous(Rendering.text(summary), vector, element, start, Math.max(0, length))
                .elements(Layout.ARRAY, () -> Sequences.between(vector, element, start, end))
                .answers("capacity", () -> ObjectView.size(capacity));
    }

    private static Rendering bits(ObjectView vector) {
        long start = vector.member("__begin_").number();
        long length = vector.member("__size_").number();
        Optional<ObjectView> pair = vector.find("__cap_alloc_");
        long words = (pair.isPresent() ? LibcxxRenderers.first(pair.get()) : vector.member("__cap_")).number();
        String summary =
                LibcxxRenderers.shown(vector) + "<bool> of length " + length + ", capacity " + words * Long.SIZE;
        return Arrays.counted(
                Rendering.text(summary), Layout.ARRAY, Math.max(0, length), index -> bit(vector, start, index));
    }

    private static Value bit(ObjectView view, long start, long index) {
        long word = view.word(start + index / Long.SIZE * Long.BYTES);
        return ObjectView.truth((word >>> (index % Long.SIZE) & 1) != 0);
    }

    static Rendering array(ObjectView array) {
        ObjectView elements = array.member("__elems_");
        return elements.type() instanceof Type.ArrayType type
                ? Arrays.counted(
                        Rendering.raw(),
                        Layout.ARRAY,
                        Math.max(0, type.count()),
                        index -> elements.element(index).value())
                : Rendering.raw();
    }

    static Rendering span(ObjectView span) {
        ObjectView pointer = span.find("__data_").orElseGet(() -> span.member("__data"));
        long extent = ClassNames.numberArgument(span.className(), 1);
        Optional<ObjectView> dynamic = span.find("__size_").or(() -> span.find("__size"));
        long size = dynamic.map(ObjectView::number).orElse(extent);
        return Arrays.contiguous(
                Rendering.text(LibcxxRenderers.shown(span) + " of length " + size),
                span,
                pointer.pointed(),
                pointer.number(),
                size);
    }

    static Rendering bitset(ObjectView bitset) {
        long size = Math.max(0, ClassNames.numberArgument(bitset.className(), 0));
        Rendering summary = Rendering.text(LibcxxRenderers.shown(bitset)).answers("size", () -> ObjectView.size(size));
        Optional<ObjectView> words = bitset.find("__first_");
        if (words.isEmpty()) {
            return summary;
        }
        boolean many = words.get().type() instanceof Type.ArrayType;
        return summary.children(
                Layout.NAMED,
                () -> LongStream.range(0, size)
                        .filter(index -> isSet(words.get(), many, index))
                        .mapToObj(index -> new Child("[" + index + "]", ObjectView.number(1)))
                        .iterator());
    }

    private static boolean isSet(ObjectView words, boolean many, long index) {
        long word = (many ? words.element(index / Long.SIZE) : words).number();
        return (word >>> (index % Long.SIZE) & 1) != 0;
    }

    static Rendering deque(ObjectView deque) {
        Type element = deque.argument(0);
        long each = Math.max(1, element.size());
        long perBlock = perBlock(element);
        long start = deque.member("__start_").number();
        ObjectView sizeHolder = deque.member("__size_");
        long size = (sizeHolder.type() instanceof StructType ? LibcxxRenderers.first(sizeHolder) : sizeHolder).number();
        long blocks = deque.member("__map_", "__begin_").number();
        return Arrays.counted(
                Rendering.text(LibcxxRenderers.shown(deque) + " with " + Maps.elements(size)),
                Layout.ARRAY,
                size,
                index -> {
                    long position = start + index;
                    long block = deque.word(blocks + position / perBlock * Long.BYTES);
                    return deque.at(element, block + position % perBlock * each).value();
                });
    }

    static long perBlock(Type element) {
        return element.size() < LARGE_ELEMENT ? BLOCK_BYTES / Math.max(1, element.size()) : LARGE_PER_BLOCK;
    }
}

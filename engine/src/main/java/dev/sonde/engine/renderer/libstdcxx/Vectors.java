package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.Arrays;
import dev.sonde.engine.renderer.ClassNames;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Child;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Type;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Elements or bits in a row. */
final class Vectors {
    private Vectors() {}

    static Rendering vector(ObjectView vector) {
        ObjectView impl = vector.member("_M_impl");
        Type element = vector.argument(0);
        if (element.unqualified() instanceof Type.BooleanType) {
            return bits(vector, impl);
        }
        long start = impl.member("_M_start").number();
        long finish = impl.member("_M_finish").number();
        long length = Sequences.count(element, start, finish);
        long capacity =
                Sequences.count(element, start, impl.member("_M_end_of_storage").number());
        String summary = LibstdcxxRenderers.shown(vector) + " of length " + length + ", capacity " + capacity;
        return Arrays.contiguous(Rendering.text(summary), vector, element, start, Math.max(length, 0))
                .elements(Layout.ARRAY, () -> Sequences.between(vector, element, start, finish))
                .answers("capacity", () -> ObjectView.size(capacity));
    }

    private static Rendering bits(ObjectView vector, ObjectView impl) {
        ObjectView first = impl.member("_M_start", "_M_p");
        long start = first.number();
        long wordBits = first.pointed().size() * Byte.SIZE;
        long finish = impl.member("_M_finish", "_M_p").number();
        long words = Sequences.count(first.pointed(), start, finish);
        long length = wordBits * words + impl.member("_M_finish", "_M_offset").number();
        long capacity = wordBits
                * Sequences.count(
                        first.pointed(), start, impl.member("_M_end_of_storage").number());
        String summary = LibstdcxxRenderers.shown(vector) + "<bool> of length " + length + ", capacity " + capacity;
        return Arrays.counted(
                        Rendering.text(summary), Layout.ARRAY, Math.max(0, length), index -> bit(vector, start, index))
                .answers("capacity", () -> ObjectView.size(capacity));
    }

    private static dev.sonde.engine.value.Value bit(ObjectView view, long start, long index) {
        long word = view.word(start + index / Long.SIZE * Long.BYTES);
        return ObjectView.truth((word >>> (index % Long.SIZE) & 1) != 0);
    }

    /** As it is stored, which is readable enough. */
    static Rendering array(ObjectView array) {
        ObjectView elements = array.member("_M_elems");
        return elements.type() instanceof Type.ArrayType type
                ? Arrays.counted(
                        Rendering.raw(),
                        Layout.ARRAY,
                        Math.max(0, type.count()),
                        index -> elements.element(index).value())
                : Rendering.raw();
    }

    static Rendering span(ObjectView span) {
        long extent = ClassNames.numberArgument(span.className(), 1);
        ObjectView pointer = span.member("_M_ptr");
        long size = extent == -1 ? span.member("_M_extent", "_M_extent_value").number() : extent;
        return Arrays.contiguous(
                Rendering.text(LibstdcxxRenderers.shown(span) + " of length " + size),
                span,
                pointer.pointed(),
                pointer.number(),
                size);
    }

    static Rendering initializerList(ObjectView list) {
        // The class is in no namespace of a version, so that libc++'s comes here too.
        ObjectView pointer = list.find("_M_array").orElseGet(() -> list.member("__begin_"));
        long size = list.find("_M_len").orElseGet(() -> list.member("__size_")).number();
        return Arrays.contiguous(
                Rendering.text(LibstdcxxRenderers.shown(list) + " of length " + size),
                list,
                pointer.pointed(),
                pointer.number(),
                size);
    }

    static Rendering bitset(ObjectView bitset) {
        Rendering summary = Rendering.text(LibstdcxxRenderers.shown(bitset));
        Optional<ObjectView> words = bitset.find("_M_w");
        long size = ClassNames.numberArgument(bitset.className(), 0);
        Rendering sized = summary.answers("size", () -> ObjectView.size(size));
        if (words.isEmpty()) {
            return sized;
        }
        boolean many = words.get().type() instanceof Type.ArrayType;
        long count = many ? words.get().type().size() / Long.BYTES : 1;
        return sized.children(Layout.NAMED, () -> new SetBits(words.get(), many, count))
                .index(index -> Arrays.number(index).stream()
                        .filter(number -> number >= 0 && number < size)
                        .mapToObj(number -> ObjectView.truth(
                                (word(words.get(), many, number / Long.SIZE) >>> (number % Long.SIZE) & 1) != 0))
                        .findFirst());
    }

    private static long word(ObjectView words, boolean many, long index) {
        return (many ? words.element(index) : words).number();
    }

    /** The bits that are set, one after the other. */
    private static final class SetBits implements Iterator<Child> {
        private final ObjectView words;
        private final boolean many;
        private final long count;
        private long next = -1;
        private long index;
        private long rest;

        SetBits(ObjectView words, boolean many, long count) {
            this.words = words;
            this.many = many;
            this.count = count;
        }

        @Override
        public boolean hasNext() {
            while (rest == 0 && next + 1 < count) {
                next++;
                rest = word(words, many, next);
                index = next * Long.SIZE;
            }
            return rest != 0;
        }

        @Override
        public Child next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            long number = index + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            return new Child("[" + number + "]", ObjectView.number(1));
        }
    }
}

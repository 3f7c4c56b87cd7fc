package dev.sonde.engine.renderer.cxx;

import dev.sonde.engine.renderer.Arrays;
import dev.sonde.engine.renderer.ClassNames;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Child;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Type;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** {@code std::bitset}. */
public final class BitSets {
    private BitSets() {}

    /**
     * What a bitset means.
     *
     * @param held the words of the bitset, one or an array; empty for a bitset without bits
     */
    public static Rendering of(String name, ObjectView bitset, Optional<ObjectView> held) {
        long size = Math.max(0, ClassNames.numberArgument(bitset.className(), 0));
        Rendering sized = Rendering.text(name).answers("size", () -> ObjectView.size(size));
        if (held.isEmpty()) {
            return sized;
        }
        Words words = new Words(held.get());
        return sized.children(Layout.NAMED, () -> new SetBits(words))
                .index(index -> Arrays.number(index).stream()
                        .filter(number -> number >= 0 && number < size)
                        .mapToObj(number -> ObjectView.truth((words.at(number / Long.SIZE) >>> number & 1) != 0))
                        .findFirst());
    }

    private record Words(ObjectView held) {
        private boolean many() {
            return held.type() instanceof Type.ArrayType;
        }

        long count() {
            return many() ? held.type().size() / Long.BYTES : 1;
        }

        long at(long index) {
            return (many() ? held.element(index) : held).number();
        }
    }

    /** The bits that are set, one after the other. */
    private static final class SetBits implements Iterator<Child> {
        private final Words words;
        private long next = -1;
        private long rest;

        SetBits(Words words) {
            this.words = words;
        }

        @Override
        public boolean hasNext() {
            while (rest == 0 && next + 1 < words.count()) {
                next++;
                rest = words.at(next);
            }
            return rest != 0;
        }

        @Override
        public Child next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            long number = next * Long.SIZE + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            return new Child("[" + number + "]", ObjectView.number(1));
        }
    }
}

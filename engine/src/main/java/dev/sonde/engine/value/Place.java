package dev.sonde.engine.value;

import dev.sonde.engine.x86_64.Register;
import java.util.ArrayList;
import java.util.List;

/** Where a value lives, so that it can be changed. */
public sealed interface Place {
    /** Nowhere: the value was computed. */
    record Nowhere() implements Place {
        /** The one that is needed. */
        public static final Nowhere INSTANCE = new Nowhere();
    }

    /**
     * In the memory of the program.
     *
     * @param address of its first byte
     */
    record InMemory(long address) implements Place {}

    /**
     * In a register of the selected frame.
     *
     * @param register which one
     * @param offset of its first byte from the least significant byte of the register
     */
    record InRegister(Register register, int offset) implements Place {}

    /**
     * In a convenience variable.
     *
     * @param name without the dollar sign
     * @param offset of its first byte from the first byte of the variable's value
     */
    record InVariable(String name, int offset) implements Place {}

    /**
     * Some bits of a larger place: a bit-field.
     *
     * @param container where the bytes are that hold the bits
     * @param bitOffset how many bits of them come before, less than 8
     * @param bitSize how many there are
     */
    record Bits(Place container, int bitOffset, int bitSize) implements Place {}

    /**
     * In several places (DWARF 5 section 2.6.1.2).
     *
     * @param parts where its parts are, from its first byte on; {@link Nowhere} for one that was optimized out
     */
    record Pieces(List<Part> parts) implements Place {
        /** Copies the list. */
        public Pieces {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A part of a value.
     *
     * @param place where it is
     * @param size bytes
     */
    record Part(Place place, long size) {}

    /** The place of a part that starts {@code bytes} later. */
    default Place plus(long bytes) {
        return switch (this) {
            case Nowhere _ -> this;
            case InMemory(long address) -> new InMemory(address + bytes);
            case InRegister(Register register, int offset) -> new InRegister(register, (int) (offset + bytes));
            case InVariable(String name, int offset) -> new InVariable(name, (int) (offset + bytes));
            case Bits(Place container, int bitOffset, int bitSize) ->
                new Bits(container.plus(bytes), bitOffset, bitSize);
            case Pieces(List<Part> parts) -> rest(parts, bytes);
        };
    }

    private static Place rest(List<Part> parts, long bytes) {
        List<Part> rest = new ArrayList<>();
        long skip = bytes;
        for (Part part : parts) {
            if (skip >= part.size) {
                skip -= part.size;
            } else {
                rest.add(new Part(part.place.plus(skip), part.size - skip));
                skip = 0;
            }
        }
        return rest.size() == 1 ? rest.getFirst().place : new Pieces(rest);
    }
}

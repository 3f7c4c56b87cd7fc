package dev.sonde.debuginfo.dwarf.expression;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Where an object is, or what its value is when it is nowhere.
 *
 * <p>Source: DWARF 5 section 2.6.1.
 */
public sealed interface Location {
    /**
     * In memory.
     *
     * @param address a virtual address
     */
    record Memory(long address) implements Location {}

    /**
     * In a register.
     *
     * @param number its DWARF number
     */
    record Register(int number) implements Location {}

    /**
     * Nowhere, but its value is known.
     *
     * @param bytes the value in memory's order; of a {@code DW_OP_stack_value} as many bytes as the value's type has,
     *     of which a smaller object is the first
     */
    record ImplicitValue(MemorySegment bytes) implements Location {
        static ImplicitValue of(byte[] bytes) {
            return new ImplicitValue(MemorySegment.ofArray(bytes).asReadOnly());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ImplicitValue that
                    && bytes.byteSize() == that.bytes.byteSize()
                    && bytes.mismatch(that.bytes) == -1;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes.toArray(ValueLayout.JAVA_BYTE));
        }

        @Override
        public String toString() {
            return "ImplicitValue[" + HexFormat.of().formatHex(bytes.toArray(ValueLayout.JAVA_BYTE)) + "]";
        }
    }

    /**
     * A pointer that is nowhere, to an object that may be nowhere itself.
     *
     * @param dieOffset the entry of what it points to, an offset in {@code .debug_info}
     * @param byteOffset how far into that object it points, in bytes
     */
    record ImplicitPointer(long dieOffset, long byteOffset) implements Location {}

    /**
     * In several places.
     *
     * @param pieces where its parts are, from its first byte on
     */
    record Composite(List<Piece> pieces) implements Location {
        public Composite {
            pieces = List.copyOf(pieces);
        }
    }

    /** Nowhere and unknown. */
    record OptimizedOut() implements Location {}

    /**
     * A part of a composite location.
     *
     * @param location where the part is; not itself composite
     * @param bitSize how many bits the part has
     * @param bitOffset how many bits of that location come before it
     */
    record Piece(Location location, long bitSize, long bitOffset) {}
}

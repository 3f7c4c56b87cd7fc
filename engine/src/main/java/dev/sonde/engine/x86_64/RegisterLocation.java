package dev.sonde.engine.x86_64;

import java.util.List;

/** Where the bytes of a register are kept, in terms of the three blocks that a backend fetches for a thread. */
public sealed interface RegisterLocation {
    /** Whether a machine whose XSAVE area has this layout has such a place. */
    default boolean exists(XsaveLayout layout) {
        return true;
    }

    /**
     * In the block of {@code PTRACE_GETREGS}.
     *
     * @param offset bytes from the start of {@code struct user_regs_struct} ({@code <sys/user.h>})
     */
    record GeneralArea(int offset) implements RegisterLocation {}

    /**
     * In one component of the XSAVE area (Intel SDM vol. 1 section 13.1).
     *
     * @param component the number of the state component, an index into XCR0
     * @param offset bytes from the start of the component; for x87 and SSE, from the start of the legacy region
     */
    record XsaveArea(int component, int offset) implements RegisterLocation {
        @Override
        public boolean exists(XsaveLayout layout) {
            return layout.has(component);
        }
    }

    /**
     * In several components of the XSAVE area, the least significant piece first.
     *
     * @param pieces where the pieces are; none is empty
     */
    record XsavePieces(List<Piece> pieces) implements RegisterLocation {
        /**
         * A part of a register.
         *
         * @param component the number of the state component
         * @param offset bytes from the start of the component
         * @param size bytes
         */
        public record Piece(int component, int offset, int size) {}

        /** Copies the list. */
        public XsavePieces {
            pieces = List.copyOf(pieces);
        }

        @Override
        public boolean exists(XsaveLayout layout) {
            return pieces.stream().allMatch(piece -> layout.has(piece.component()));
        }
    }

    /** The x87 tag word, which the XSAVE area keeps with one bit instead of two for each register. */
    record TagWord() implements RegisterLocation {
        @Override
        public boolean exists(XsaveLayout layout) {
            return layout.has(XsaveLayout.X87);
        }
    }

    /**
     * The significand of a physical x87 register. The XSAVE area keeps the stack's order, so the place depends on TOP.
     *
     * @param index the number of the physical register, 0 to 7
     */
    record PhysicalX87(int index) implements RegisterLocation {
        @Override
        public boolean exists(XsaveLayout layout) {
            return layout.has(XsaveLayout.X87);
        }
    }

    /**
     * A debug register, {@code u_debugreg[index]} of {@code struct user}.
     *
     * @param index 0 to 7
     */
    record DebugArea(int index) implements RegisterLocation {}

    /**
     * A part of another register. A write leaves the rest of that register as it is, as gdb does, even for the 32-bit
     * registers whose instructions would clear the upper half.
     *
     * @param parent the whole register
     * @param offset bytes from the parent's least significant byte
     */
    record Slice(Register parent, int offset) implements RegisterLocation {
        @Override
        public boolean exists(XsaveLayout layout) {
            return parent.location().exists(layout);
        }
    }
}

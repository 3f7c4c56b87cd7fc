package dev.sonde.engine.x86_64;

import dev.sonde.engine.x86_64.RegisterLocation.PhysicalX87;
import dev.sonde.engine.x86_64.RegisterLocation.TagWord;
import dev.sonde.engine.x86_64.RegisterLocation.XsaveArea;
import dev.sonde.engine.x86_64.RegisterLocation.XsavePieces;
import dev.sonde.engine.x86_64.RegisterLocation.XsavePieces.Piece;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The XSAVE area of one thread.
 *
 * <p>A component whose bit in XSTATE_BV is clear is in its initial configuration, whatever its bytes say; reading gives
 * that configuration, and writing puts it in place first and sets the bit (Intel SDM vol. 1 sections 13.6 to 13.8).
 */
final class XsaveBlock {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int INITIAL_CONTROL_WORD = 0x37f;
    private static final int STATUS_OFFSET = 2;
    private static final int ABRIDGED_TAG_OFFSET = 4;
    private static final int ST_OFFSET = 32;
    private static final int ST_STRIDE = 16;
    private static final int MXCSR_BYTES = 8;
    private static final long LEGACY_COMPONENTS = (1 << XsaveLayout.X87) | (1 << XsaveLayout.SSE);

    private final XsaveLayout layout;
    private final MemorySegment area;
    private long used;
    private boolean dirty;

    XsaveBlock(XsaveLayout layout) {
        this.layout = layout;
        // XSAVE itself asks for an alignment of 64 bytes; the kernel does not, but a backend may.
        this.area = Arena.ofAuto().allocate(layout.totalSize(), 64);
    }

    void fetch(RegisterSource source) {
        long filled = source.readXsave(area);
        if (filled < XsaveLayout.LEGACY_BYTES || filled > area.byteSize()) {
            throw new RegisterException("xsave", "an area of " + filled + " bytes is not one of this machine");
        }
        used = filled;
        dirty = false;
        if (hasHeader() && area.get(U64, XsaveLayout.XCOMP_BV_OFFSET) != 0) {
            throw new RegisterException("xsave", "the area is in the compacted format");
        }
    }

    void invalidate() {
        dirty = false;
    }

    boolean isDirty() {
        return dirty;
    }

    void flush(RegisterSink sink) {
        if (dirty) {
            sink.writeXsave(area.asSlice(0, used));
            dirty = false;
        }
    }

    byte[] bytes() {
        return area.asSlice(0, used).toArray(ValueLayout.JAVA_BYTE);
    }

    void restore(byte[] bytes) {
        if (bytes.length != used) {
            throw new IllegalArgumentException("a saved area of " + bytes.length + " bytes, but here are " + used);
        }
        MemorySegment.copy(bytes, 0, area, ValueLayout.JAVA_BYTE, 0, bytes.length);
        dirty = true;
    }

    byte[] read(Register register) {
        byte[] bytes = new byte[register.size()];
        switch (register.location()) {
            case XsaveArea(int component, int offset) -> copyOut(register, component, offset, bytes, 0, bytes.length);
            case XsavePieces(var pieces) -> {
                int at = 0;
                for (Piece piece : pieces) {
                    copyOut(register, piece.component(), piece.offset(), bytes, at, piece.size());
                    at += piece.size();
                }
            }
            case TagWord() -> {
                int tags = fullTagWord(register);
                bytes[0] = (byte) tags;
                bytes[1] = (byte) (tags >>> 8);
            }
            case PhysicalX87(int index) ->
                copyOut(register, XsaveLayout.X87, stackOffset(register, index), bytes, 0, bytes.length);
            default -> throw new IllegalArgumentException(register + " is not in the XSAVE area");
        }
        return bytes;
    }

    void write(Register register, byte[] bytes) {
        switch (register.location()) {
            case XsaveArea(int component, int offset) -> copyIn(register, component, offset, bytes, 0, bytes.length);
            case XsavePieces(var pieces) -> {
                int at = 0;
                for (Piece piece : pieces) {
                    copyIn(register, piece.component(), piece.offset(), bytes, at, piece.size());
                    at += piece.size();
                }
            }
            case TagWord() -> {
                byte[] abridged = {(byte) abridgedTags((bytes[0] & 0xff) | ((bytes[1] & 0xff) << 8))};
                copyIn(register, XsaveLayout.X87, ABRIDGED_TAG_OFFSET, abridged, 0, 1);
            }
            case PhysicalX87(int index) ->
                copyIn(register, XsaveLayout.X87, stackOffset(register, index), bytes, 0, bytes.length);
            default -> throw new IllegalArgumentException(register + " is not in the XSAVE area");
        }
        dirty = true;
    }

    private void copyOut(Register register, int component, int offset, byte[] into, int at, int size) {
        long start = locate(register, component, offset, size);
        if (isInUse(component) || isMxcsr(component, offset)) {
            MemorySegment.copy(area, ValueLayout.JAVA_BYTE, start, into, at, size);
        } else if (component == XsaveLayout.X87 && offset == 0) {
            into[at] = (byte) INITIAL_CONTROL_WORD;
            into[at + 1] = (byte) (INITIAL_CONTROL_WORD >>> 8);
        }
    }

    private void copyIn(Register register, int component, int offset, byte[] from, int at, int size) {
        long start = locate(register, component, offset, size);
        if (!isInUse(component)) {
            initialise(component);
        }
        MemorySegment.copy(from, at, area, ValueLayout.JAVA_BYTE, start, size);
    }

    private long locate(Register register, int component, int offset, int size) {
        if (!layout.has(component)) {
            throw new RegisterException(register.name(), "this machine has no such register");
        }
        long start = (long) layout.component(component).offset() + offset;
        if (start + size > used) {
            throw new RegisterException(
                    register.name(), "the saved state of " + used + " bytes of this thread does not include it");
        }
        return start;
    }

    private boolean hasHeader() {
        return used >= XsaveLayout.HEADER_END;
    }

    private boolean isInUse(int component) {
        long inUse = hasHeader() ? area.get(U64, XsaveLayout.XSTATE_BV_OFFSET) : LEGACY_COMPONENTS;
        return ((inUse >>> component) & 1) != 0;
    }

    /** mxcsr and its mask are loaded from memory even when the SSE component is in its initial configuration. */
    private static boolean isMxcsr(int component, int offset) {
        return component == XsaveLayout.SSE && offset < XsaveLayout.MXCSR_OFFSET + MXCSR_BYTES;
    }

    private void initialise(int component) {
        switch (component) {
            case XsaveLayout.X87 -> {
                area.asSlice(0, XsaveLayout.MXCSR_OFFSET).fill((byte) 0);
                area.asSlice(ST_OFFSET, 8 * ST_STRIDE).fill((byte) 0);
                area.set(U16, 0, (short) INITIAL_CONTROL_WORD);
            }
            case XsaveLayout.SSE ->
                area.asSlice(XsaveLayout.XMM_OFFSET, 16 * 16).fill((byte) 0);
            default -> {
                XsaveLayout.Component place = layout.component(component);
                area.asSlice(place.offset(), place.size()).fill((byte) 0);
            }
        }
        area.set(U64, XsaveLayout.XSTATE_BV_OFFSET, area.get(U64, XsaveLayout.XSTATE_BV_OFFSET) | (1L << component));
    }

    /** The two tag bits of each register from the one bit that is kept and the register's content. */
    private int fullTagWord(Register register) {
        byte[] abridged = new byte[1];
        copyOut(register, XsaveLayout.X87, ABRIDGED_TAG_OFFSET, abridged, 0, 1);
        byte[] content = new byte[Float80.BYTES];
        int tags = 0;
        for (int index = 0; index < 8; index++) {
            X87Tag tag = X87Tag.EMPTY;
            if (((abridged[0] >>> index) & 1) != 0) {
                copyOut(register, XsaveLayout.X87, stackOffset(register, index), content, 0, content.length);
                tag = X87Tag.of(Float80.fromBytes(content));
            }
            tags |= tag.bits() << (2 * index);
        }
        return tags;
    }

    private static int abridgedTags(int tags) {
        int abridged = 0;
        for (int index = 0; index < 8; index++) {
            if (X87Tag.in(tags, index) != X87Tag.EMPTY) {
                abridged |= 1 << index;
            }
        }
        return abridged;
    }

    /** The offset of a physical register: the area holds st(0), the top, first. */
    private int stackOffset(Register register, int index) {
        byte[] status = new byte[2];
        copyOut(register, XsaveLayout.X87, STATUS_OFFSET, status, 0, status.length);
        int top = (status[1] >>> 3) & 7;
        return ST_OFFSET + ST_STRIDE * ((index - top) & 7);
    }
}

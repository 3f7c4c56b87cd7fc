package dev.sonde.engine.x86_64;

import dev.sonde.engine.x86_64.RegisterLocation.DebugArea;
import dev.sonde.engine.x86_64.RegisterLocation.GeneralArea;
import dev.sonde.engine.x86_64.RegisterLocation.Slice;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The registers of one stopped thread: fetched block by block when first needed, changed in memory, and stored by
 * {@link #flush}.
 *
 * <p>Reading {@code rip} fetches the general block only. {@link #readLong} and {@link #writeLong} allocate nothing for
 * the registers of that block. When the thread has run, {@link #invalidate} forgets everything. Not thread-safe.
 */
public final class RegisterFile {
    /** The size of {@code struct user_regs_struct}: 27 registers of 8 bytes. */
    public static final int GENERAL_BYTES = 27 * 8;

    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final RegisterTable table;
    private final RegisterSource source;

    private final MemorySegment general = Arena.ofAuto().allocate(GENERAL_BYTES, 8);
    private boolean generalFetched;
    private boolean generalDirty;

    private @Nullable XsaveBlock xsave;
    private boolean xsaveFetched;

    private final long[] debug = new long[DebugControl.REGISTERS];
    private int debugFetched;
    private int debugDirty;

    /** Registers that are fetched from {@code source} when they are first needed. */
    public RegisterFile(RegisterTable table, RegisterSource source) {
        this.table = table;
        this.source = source;
    }

    /** The registers that this machine has. */
    public RegisterTable table() {
        return table;
    }

    /** Whether the register has a value here; in the frame of a caller it may have been overwritten. */
    public boolean isAvailable(Register register) {
        Register whole = register;
        while (whole.location() instanceof Slice(Register parent, int _)) {
            whole = parent;
        }
        return source.isAvailable(whole);
    }

    /** Whether a register is in the general block as a whole. */
    public static boolean isGeneral(Register register) {
        return register.location() instanceof GeneralArea;
    }

    /** A register out of a general block. */
    public static long getGeneral(MemorySegment block, Register register) {
        int offset = register.generalOffset();
        return register.size() == Long.BYTES ? block.get(U64, offset) : block.get(U32, offset) & 0xffff_ffffL;
    }

    /** Puts a register into a general block. */
    public static void putGeneral(MemorySegment block, Register register, long value) {
        block.set(U64, register.generalOffset(), value);
    }

    private void requireAvailable(Register register) {
        if (!isAvailable(register)) {
            throw new RegisterException(register.name(), "not saved in this frame");
        }
    }

    /**
     * The bits of a register of at most 8 bytes, zero-extended.
     *
     * @throws RegisterException if the register is wider or does not exist here, or has no value
     */
    public long readLong(Register register) {
        requireAvailable(register);
        int offset = register.generalOffset();
        if (offset != Register.NOT_GENERAL) {
            fetchGeneral();
            return switch (register.size()) {
                case 8 -> general.get(U64, offset);
                case 4 -> general.get(U32, offset) & 0xffff_ffffL;
                case 2 -> general.get(U16, offset) & 0xffffL;
                default -> general.get(ValueLayout.JAVA_BYTE, offset) & 0xffL;
            };
        }
        if (register.size() > Long.BYTES) {
            throw new RegisterException(register.name(), "its " + register.size() + " bytes do not fit an integer");
        }
        if (register.location() instanceof DebugArea(int index)) {
            return readDebug(index);
        }
        return IntegerValue.fromBytes(readBytes(register)).bits();
    }

    /**
     * Sets a register of at most 8 bytes.
     *
     * @param value the new bits; for a smaller register, a number that fits its size with or without a sign
     * @throws RegisterException if the value does not fit, or the register is wider or does not exist here
     */
    public void writeLong(Register register, long value) {
        int size = register.size();
        if (size > Long.BYTES) {
            throw new RegisterException(register.name(), "its " + size + " bytes are not set by an integer alone");
        }
        if (!IntegerValue.fits(value, size)) {
            throw new RegisterException(
                    register.name(), "0x" + Long.toHexString(value) + " is too wide for its " + size + " bytes");
        }
        int offset = register.generalOffset();
        if (offset != Register.NOT_GENERAL) {
            fetchGeneral();
            switch (size) {
                case 8 -> general.set(U64, offset, value);
                case 4 -> general.set(U32, offset, (int) value);
                case 2 -> general.set(U16, offset, (short) value);
                default -> general.set(ValueLayout.JAVA_BYTE, offset, (byte) value);
            }
            generalDirty = true;
        } else if (register.location() instanceof DebugArea(int index)) {
            writeDebug(index, value);
        } else {
            xsave().write(register, IntegerValue.toBytes(value, size));
        }
    }

    /**
     * The value of a register, as its table entry types it.
     *
     * @throws RegisterException if the register does not exist here
     */
    public RegisterValue read(Register register) {
        return switch (register.format()) {
            case FLOAT80 -> Float80.fromBytes(readBytes(register));
            case VECTOR -> new VectorValue(readBytes(register));
            case SIGNED -> IntegerValue.signed(readLong(register), register.size());
            case UNSIGNED, CODE_POINTER, DATA_POINTER, EFLAGS, MXCSR ->
                IntegerValue.unsigned(readLong(register), register.size());
        };
    }

    /**
     * Sets a register, widening the value as {@link RegisterValue#bytesFor} says.
     *
     * @throws RegisterException if the value does not fit, or the register does not exist here
     */
    public void write(Register register, RegisterValue value) {
        writeBytes(register, value.bytesFor(register));
    }

    /**
     * The bytes of a register, the least significant first.
     *
     * @return as many bytes as the register has
     * @throws RegisterException if the register does not exist here
     */
    public byte[] readBytes(Register register) {
        requireAvailable(register);
        int size = register.size();
        RegisterLocation location = register.location();
        if (location instanceof GeneralArea(int offset)) {
            fetchGeneral();
            return general.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE);
        }
        if (location instanceof DebugArea(int index)) {
            return IntegerValue.toBytes(readDebug(index), size);
        }
        return location instanceof Slice(Register parent, int offset)
                ? Arrays.copyOfRange(readBytes(parent), offset, offset + size)
                : xsave().read(register);
    }

    /**
     * Sets the bytes of a register, the least significant first.
     *
     * @param bytes as many as the register has
     * @throws RegisterException if they are more or fewer, or the register does not exist here
     */
    public void writeBytes(Register register, byte[] bytes) {
        int size = register.size();
        if (bytes.length != size) {
            throw new RegisterException(register.name(), "it has " + size + " bytes, not " + bytes.length);
        }
        switch (register.location()) {
            case GeneralArea(int offset) -> {
                fetchGeneral();
                MemorySegment.copy(bytes, 0, general, ValueLayout.JAVA_BYTE, offset, size);
                generalDirty = true;
            }
            case DebugArea(int index) ->
                writeDebug(index, IntegerValue.fromBytes(bytes).bits());
            case Slice(Register parent, int offset) -> {
                byte[] whole = readBytes(parent);
                System.arraycopy(bytes, 0, whole, offset, size);
                writeBytes(parent, whole);
            }
            case RegisterLocation.XsaveArea _,
                    RegisterLocation.XsavePieces _,
                    RegisterLocation.TagWord _,
                    RegisterLocation.PhysicalX87 _ -> xsave().write(register, bytes);
        }
    }

    /** Whether anything was changed since the last {@link #flush}. */
    public boolean isDirty() {
        return generalDirty || debugDirty != 0 || (xsave != null && xsave.isDirty());
    }

    /**
     * Stores what was changed, and nothing else. What the sink throws passes through; the block that failed and those
     * after it stay marked as changed.
     */
    public void flush(RegisterSink sink) {
        if (generalDirty) {
            sink.writeGeneral(general);
            generalDirty = false;
        }
        if (xsave != null) {
            xsave.flush(sink);
        }
        // The addresses go before the control register: the kernel refuses to enable a slot whose address is not set.
        for (int index = 0; debugDirty != 0; index++) {
            int bit = 1 << index;
            if ((debugDirty & bit) != 0) {
                sink.writeDebug(index, debug[index]);
                debugDirty &= ~bit;
            }
        }
    }

    /** Forgets every block, unsaved changes included: the thread has run, or is gone. */
    public void invalidate() {
        generalFetched = false;
        generalDirty = false;
        xsaveFetched = false;
        if (xsave != null) {
            xsave.invalidate();
        }
        debugFetched = 0;
        debugDirty = 0;
    }

    /** A copy of all that a function called in the thread may change: the general block and the XSAVE area. */
    public RegisterState save() {
        fetchGeneral();
        return new RegisterState(general.toArray(ValueLayout.JAVA_BYTE), xsave().bytes());
    }

    /**
     * Sets the general block and the XSAVE area to what {@link #save} saw. The debug registers stay.
     *
     * @throws IllegalArgumentException if the state is that of another kind of machine
     */
    public void restore(RegisterState state) {
        xsave().restore(state.xsave());
        MemorySegment.copy(state.general(), 0, general, ValueLayout.JAVA_BYTE, 0, GENERAL_BYTES);
        generalFetched = true;
        generalDirty = true;
    }

    private void fetchGeneral() {
        if (!generalFetched) {
            source.readGeneral(general);
            generalFetched = true;
        }
    }

    private XsaveBlock xsave() {
        XsaveBlock block = xsave;
        if (block == null) {
            block = new XsaveBlock(table.layout());
            xsave = block;
        }
        if (!xsaveFetched) {
            block.fetch(source);
            xsaveFetched = true;
        }
        return block;
    }

    private long readDebug(int index) {
        int bit = 1 << index;
        if ((debugFetched & bit) == 0) {
            debug[index] = source.readDebug(index);
            debugFetched |= bit;
        }
        return debug[index];
    }

    private void writeDebug(int index, long value) {
        debug[index] = value;
        debugFetched |= 1 << index;
        debugDirty |= 1 << index;
    }
}

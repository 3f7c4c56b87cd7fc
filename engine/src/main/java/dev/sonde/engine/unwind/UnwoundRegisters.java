package dev.sonde.engine.unwind;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.x86_64.DebugControl;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterException;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterSink;
import dev.sonde.engine.x86_64.RegisterSource;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The general registers of a frame as the block in which a thread has them, and the way back for changes. */
final class UnwoundRegisters implements RegisterSource, RegisterSink {
    /** By DWARF number (psABI figure 3.36). */
    private static final List<Register> ORDER = List.of(
            Register.RAX,
            Register.RDX,
            Register.RCX,
            Register.RBX,
            Register.RSI,
            Register.RDI,
            Register.RBP,
            Register.RSP,
            Register.R8,
            Register.R9,
            Register.R10,
            Register.R11,
            Register.R12,
            Register.R13,
            Register.R14,
            Register.R15,
            Register.RIP);

    private final Frame frame;
    private final FrameRegisters view;

    UnwoundRegisters(Frame frame, FrameRegisters view) {
        this.frame = frame;
        this.view = view;
    }

    /** The DWARF number of a register that is unwound, -1 for another. */
    static int number(Register register) {
        int number = register.dwarfNumber().orElse(-1);
        return number < UnwindRules.REGISTERS ? number : -1;
    }

    static Register register(int number) {
        return ORDER.get(number);
    }

    /** The registers of {@code frame} that are unwound, by DWARF number. */
    static long[] of(RegisterFile registers) {
        long[] values = new long[UnwindRules.REGISTERS];
        for (int i = 0; i < values.length; i++) {
            values[i] = registers.readLong(ORDER.get(i));
        }
        return values;
    }

    @Override
    public boolean isAvailable(Register register) {
        return view.isAvailable(register);
    }

    @Override
    public void readGeneral(MemorySegment into) {
        RegisterFile threads = frame.thread().registers();
        for (Register register : threads.table().all()) {
            if (RegisterFile.isGeneral(register)) {
                long value = number(register) < 0 ? threads.readLong(register) : frame.value(number(register));
                RegisterFile.putGeneral(into, register, value);
            }
        }
    }

    @Override
    public long readXsave(MemorySegment into) {
        throw new RegisterException("vector", "not saved in frame " + frame.level());
    }

    @Override
    public long readDebug(int index) {
        return frame.thread()
                .registers()
                .readLong(index < DebugControl.SLOTS ? Register.debugAddress(index) : debugControl(index));
    }

    private static Register debugControl(int index) {
        return index == DebugControl.STATUS_REGISTER ? Register.DR6 : Register.DR7;
    }

    @Override
    public void writeGeneral(MemorySegment from) {
        RegisterFile threads = frame.thread().registers();
        boolean changed = false;
        for (Register register : threads.table().all()) {
            if (RegisterFile.isGeneral(register)) {
                int number = number(register);
                long before = number < 0 ? threads.readLong(register) : frame.value(number);
                long after = RegisterFile.getGeneral(from, register);
                changed |= before != after && write(register, after);
            }
        }
        if (changed) {
            frame.thread().commitRegisters();
        }
    }

    /** Whether it went to a register of the thread. */
    private boolean write(Register register, long value) {
        return switch (view.place(register)) {
            case SavedPlace.InRegister(Register holder) -> {
                frame.thread().registers().writeLong(holder, value);
                yield true;
            }
            case SavedPlace.InMemory(long address) -> {
                Memory memory = frame.thread().inferior().memory();
                memory.writeBytes(
                        address,
                        ByteBuffer.allocate(Long.BYTES)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putLong(value)
                                .array());
                yield false;
            }
            case SavedPlace.Computed _, SavedPlace.NotSaved _ ->
                throw new RegisterException(
                        register.name(), "not saved in frame " + frame.level() + ", so it cannot be set");
        };
    }

    @Override
    public void writeXsave(MemorySegment from) {
        throw new RegisterException("vector", "not saved in frame " + frame.level());
    }

    @Override
    public void writeDebug(int index, long value) {
        throw new RegisterException("dr" + index, "can be set in frame 0 only");
    }
}

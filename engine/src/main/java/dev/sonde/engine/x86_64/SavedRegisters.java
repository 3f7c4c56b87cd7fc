package dev.sonde.engine.x86_64;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The registers of a {@link RegisterState}, to be read as those of a thread are. Debug registers are no part of it. */
public record SavedRegisters(RegisterState state) implements RegisterSource {
    /** The registers that {@code state} holds. */
    public static RegisterFile of(RegisterState state, RegisterTable table) {
        return new RegisterFile(table, new SavedRegisters(state));
    }

    @Override
    public void readGeneral(MemorySegment into) {
        MemorySegment.copy(state.general(), 0, into, ValueLayout.JAVA_BYTE, 0, RegisterFile.GENERAL_BYTES);
    }

    @Override
    public long readXsave(MemorySegment into) {
        MemorySegment.copy(state.xsave(), 0, into, ValueLayout.JAVA_BYTE, 0, state.xsave().length);
        return state.xsave().length;
    }

    @Override
    public long readDebug(int index) {
        throw new RegisterException("dr" + index, "not saved with the others");
    }
}

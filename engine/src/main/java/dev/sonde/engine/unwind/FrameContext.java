package dev.sonde.engine.unwind;

import dev.sonde.debuginfo.dwarf.expression.EvaluationContext;
import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.engine.symbols.LoadedModule;

/** A frame as the expressions of call frame information see it. */
record FrameContext(Frame frame) implements EvaluationContext {
    @Override
    public long register(int number) {
        if (number < 0 || number >= UnwindRules.REGISTERS) {
            throw new UnavailableValueException("register " + number + " is not unwound");
        }
        return frame.value(number);
    }

    @Override
    public byte[] readMemory(long address, int size) {
        return frame.stack().memory().readBytes(address, size);
    }

    @Override
    public long relocate(long fileAddress) {
        return frame.module().map(LoadedModule::bias).orElse(0L) + fileAddress;
    }
}

package dev.sonde.engine.target;

import dev.sonde.engine.call.FunctionResult;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.unwind.FrameRegisters;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Ends a call before the function has come to its end. */
final class ForcedReturn {
    private final Target target;
    private final Frame frame;

    ForcedReturn(Target target, Frame frame) {
        this.target = target;
        this.frame = frame;
    }

    void run(Optional<Value> result) {
        InferiorThread thread = frame.thread();
        if (frame.isDummy()) {
            target.calls().pop(thread, frame.registers().read(Register.RSP).orElseThrow());
            target.select(thread);
            return;
        }
        if (frame.isInlined()) {
            throw new DebugException("Can not force return from an inlined function.");
        }
        Frame caller =
                frame.caller().orElseThrow(() -> new DebugException("Can not force return from the outermost frame."));
        if (caller.isDummy()) {
            target.calls().pop(thread, caller.registers().read(Register.RSP).orElseThrow());
            target.select(thread);
            return;
        }
        FrameRegisters unwound = caller.registers();
        Map<Register, Long> values = new LinkedHashMap<>();
        RegisterFile registers = thread.registers();
        for (Register register : registers.table().all()) {
            if (RegisterFile.isGeneral(register) && register.dwarfNumber().isPresent()) {
                unwound.read(register).ifPresent(value -> values.put(register, value));
            }
        }
        values.forEach(registers::writeLong);
        result.ifPresent(value -> new FunctionResult(value.type()).write(value, registers));
        thread.commitRegisters();
        target.select(thread);
    }
}

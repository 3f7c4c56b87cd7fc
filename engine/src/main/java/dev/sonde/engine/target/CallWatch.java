package dev.sonde.engine.target;

import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.x86_64.Register;
import java.util.OptionalLong;

/**
 * Tells whether the instruction just executed was a call: it has pushed the address behind itself and gone elsewhere. The
 * effect tells that for certain, without decoding anything.
 */
final class CallWatch {
    private static final int MAX_INSTRUCTION_LENGTH = 15;

    private final Inferior inferior;
    private final InferiorThread thread;
    private long pc;
    private long sp;

    /** Remembers where {@code thread} is before an instruction. */
    CallWatch(Inferior inferior, InferiorThread thread) {
        this.inferior = inferior;
        this.thread = thread;
        remember();
    }

    /** Takes the present place for that before the next instruction. */
    void remember() {
        pc = thread.registers().readLong(Register.RIP);
        sp = thread.registers().readLong(Register.RSP);
    }

    /** Whether the thread, now at {@code newPc} and {@code newSp}, may have been taken elsewhere by a call or a return. */
    boolean mayHaveLeft(long newPc, long newSp) {
        return Math.abs(newSp - sp) == Long.BYTES && !isNext(newPc);
    }

    /** The stack pointer before the instruction. */
    long stackPointer() {
        return sp;
    }

    /** Where the instruction returns to, if it was a call. */
    OptionalLong returnAddress() {
        long newPc = thread.registers().readLong(Register.RIP);
        long newSp = thread.registers().readLong(Register.RSP);
        if (newSp != sp - Long.BYTES) {
            return OptionalLong.empty();
        }
        try {
            long pushed = inferior.memory().readLong(newSp);
            return isNext(pushed) && pushed != newPc ? OptionalLong.of(pushed) : OptionalLong.empty();
        } catch (MemoryFaultException e) {
            return OptionalLong.empty(); // a stack that cannot be read holds no return address
        }
    }

    private boolean isNext(long address) {
        long length = address - pc;
        return length > 0 && length <= MAX_INSTRUCTION_LENGTH;
    }
}

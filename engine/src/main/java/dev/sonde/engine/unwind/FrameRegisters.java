package dev.sonde.engine.unwind;

import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registers of a frame, as they will be when what it called has returned.
 *
 * <p>Those of frame 0 are the thread's. In another frame a register that the called functions may have overwritten has no
 * value, where debuggers that show one show that of another frame.
 */
public final class FrameRegisters {
    private final Frame frame;
    private @Nullable RegisterFile file;

    FrameRegisters(Frame frame) {
        this.frame = frame;
    }

    /**
     * The bits of a register of at most 8 bytes, zero-extended; empty if they are not known.
     *
     * @throws dev.sonde.engine.x86_64.RegisterException if the register is wider or does not exist here
     */
    public Optional<Long> read(Register register) {
        RegisterFile all = file();
        return all.isAvailable(register) ? Optional.of(all.readLong(register)) : Optional.empty();
    }

    /** Where the value of a register is. */
    public SavedPlace place(Register register) {
        int number = UnwoundRegisters.number(register);
        if (number < 0) {
            return isAvailable(register) ? new SavedPlace.InRegister(register) : new SavedPlace.NotSaved();
        }
        if (!frame.isKnown(number)) {
            return new SavedPlace.NotSaved();
        }
        Frame callee = frame.callee().orElse(null);
        while (callee != null) {
            if (callee.isDummy()) {
                return new SavedPlace.Computed(frame.value(UnwoundRegisters.number(register)));
            }
            UnwindRules rules = callee.rules();
            if (rules == null) {
                throw new IllegalStateException("frame " + callee.level() + " led to another without rules");
            }
            switch (rules.kind(number)) {
                case UNSPECIFIED, SAME -> {}
                case UNDEFINED -> {
                    return new SavedPlace.NotSaved();
                }
                case IN_REGISTER -> number = (int) rules.operand(number);
                case CFA_PLUS, OF_EXPRESSION -> {
                    return new SavedPlace.Computed(frame.value(UnwoundRegisters.number(register)));
                }
                case AT_CFA, AT_STACK, AT_EXPRESSION -> {
                    return new SavedPlace.InMemory(callee.savedAt(number));
                }
            }
            callee = callee.callee().orElse(null);
        }
        return new SavedPlace.InRegister(UnwoundRegisters.register(number));
    }

    /**
     * All registers, in the form in which a thread has them: those of this frame. For frame 0 it is the thread's own; for
     * another, a copy in which those without a value are not {@link RegisterFile#isAvailable available}. Changes take effect
     * at {@link #commit}.
     */
    public RegisterFile file() {
        RegisterFile made = file;
        if (made == null) {
            RegisterFile threads = frame.thread().registers();
            made = frame.level() == 0 ? threads : new RegisterFile(threads.table(), new UnwoundRegisters(frame, this));
            file = made;
        }
        return made;
    }

    /**
     * Makes the changes to {@link #file} take effect where the registers are kept, in the thread or on the stack. The
     * frames of the thread have to be found anew then.
     *
     * @throws dev.sonde.engine.x86_64.RegisterException if a changed register is kept nowhere
     * @throws dev.sonde.engine.error.MemoryFaultException if the stack cannot be written
     */
    public void commit() {
        if (frame.level() == 0) {
            frame.thread().commitRegisters();
        } else {
            try {
                file().flush(new UnwoundRegisters(frame, this));
            } finally {
                file().invalidate(); // what could not be stored shall not be seen
            }
        }
    }

    /** Whether the value of a register, which is no part of another, is known. */
    boolean isAvailable(Register register) {
        if (frame.level() == 0) {
            return true;
        }
        int number = UnwoundRegisters.number(register);
        if (number >= 0) {
            return frame.isKnown(number);
        }
        RegisterKind kind = register.kind();
        return kind == RegisterKind.SEGMENT || kind == RegisterKind.SYSTEM || kind == RegisterKind.DEBUG;
    }
}

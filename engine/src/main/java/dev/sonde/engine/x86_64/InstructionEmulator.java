package dev.sonde.engine.x86_64;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Executes in software the instructions that functions usually begin with, so that a thread can leave a breakpoint
 * without its code being restored and without a single step.
 *
 * <p>Knows endbr64, the forms of nop, push of a register, ret, call and jmp relative, every jcc, mov between registers,
 * memory and immediates, lea, and add, or, and, sub, xor, cmp and test of registers and immediates, all of 32 or 64 bits.
 * What it executes leaves registers, flags and memory exactly as the processor would. Everything else it declines:
 * other instructions and prefixes, an access that faults or would need an alignment check, a thread that is being
 * stepped (TF), that is not in 64-bit code, or that is in a system call.
 *
 * <p>It does not keep a shadow stack: the caller must not use it for a thread that has one (the line
 * {@code x86_Thread_features} of {@code /proc/PID/status} says so).
 *
 * <p>Source: Intel SDM vol. 2, the pages of these instructions.
 */
public final class InstructionEmulator {
    private static final List<Register> BY_NUMBER = List.of(
            Register.RAX,
            Register.RCX,
            Register.RDX,
            Register.RBX,
            Register.RSP,
            Register.RBP,
            Register.RSI,
            Register.RDI,
            Register.R8,
            Register.R9,
            Register.R10,
            Register.R11,
            Register.R12,
            Register.R13,
            Register.R14,
            Register.R15);

    private static final long USER_CODE_64 = 0x33;
    private static final int USER_ADDRESS_BITS = 47;
    private static final int ENDBR64_MODRM = 0xfa;

    private final SimpleInstruction instruction;
    private final RegisterFile registers;
    private final EmulatorMemory memory;
    private final long eflags;
    private final long next;

    private InstructionEmulator(SimpleInstruction instruction, RegisterFile registers, EmulatorMemory memory) {
        this.instruction = instruction;
        this.registers = registers;
        this.memory = memory;
        this.eflags = registers.readLong(Register.EFLAGS);
        this.next = registers.readLong(Register.RIP) + instruction.length();
    }

    /**
     * Executes the instruction at {@code rip}.
     *
     * @param code the bytes of the program at {@code rip}, without any breakpoint; 15 are always enough
     * @param registers the thread's, changed but not flushed
     * @param memory what the instruction may read and write
     * @return whether it was executed; if not, nothing has changed
     */
    public static boolean execute(byte[] code, RegisterFile registers, EmulatorMemory memory) {
        @Nullable SimpleInstruction instruction = SimpleInstruction.decode(code);
        if (instruction == null || !hasKnownPrefixes(instruction)) {
            return false;
        }
        boolean inSystemCall = (int) registers.readLong(Register.ORIG_RAX) != -1;
        if (inSystemCall
                || registers.readLong(Register.CS) != USER_CODE_64
                || Eflags.TF.isSet(registers.readLong(Register.EFLAGS))) {
            return false;
        }
        return new InstructionEmulator(instruction, registers, memory).execute();
    }

    private static boolean hasKnownPrefixes(SimpleInstruction instruction) {
        int opcode = instruction.opcode();
        boolean isEndbr = opcode == (SimpleInstruction.TWO_BYTES | 0x1e);
        if (isEndbr || instruction.repeat() != 0) {
            return !instruction.padded()
                    && (isEndbr
                            ? instruction.repeat() == 0xf3
                                    && instruction.rex() == 0
                                    && instruction.modrm() == ENDBR64_MODRM
                            : opcode == 0xc3);
        }
        return !instruction.padded() || opcode == 0x90 || opcode == (SimpleInstruction.TWO_BYTES | 0x1f);
    }

    private boolean execute() {
        int opcode = instruction.opcode();
        if (opcode < 0x40) {
            return arithmetic(opcode >>> 3, opcode & 7);
        }
        return switch (opcode) {
            // With REX.B it exchanges rax and r8.
            case 0x90 -> (instruction.rex() & 1) == 0 && finish(next);
            case SimpleInstruction.TWO_BYTES | 0x1e -> finish(next);
            case SimpleInstruction.TWO_BYTES | 0x1f -> instruction.extension() == 0 && finish(next);
            case 0x81, 0x83 ->
                instruction.isRegisterOperand()
                        && combine(instruction.extension(), instruction.rmRegister(), instruction.immediate());
            case 0x85 -> instruction.isRegisterOperand() && test(rmValue(), value(instruction.register()));
            case 0xa9 -> test(value(0), instruction.immediate());
            case 0xf7 ->
                instruction.extension() == 0
                        && instruction.isRegisterOperand()
                        && test(rmValue(), instruction.immediate());
            case 0x89 -> store(value(instruction.register()));
            case 0xc7 -> instruction.extension() == 0 && store(instruction.immediate());
            case 0x8b -> load();
            case 0x8d -> !instruction.isRegisterOperand() && assign(instruction.register(), address());
            case 0xc3 -> ret();
            case 0xe8 -> isTarget(target()) && push(next) && finish(target());
            case 0xe9, 0xeb -> jump(true);
            default -> executeGroup(opcode);
        };
    }

    private boolean executeGroup(int opcode) {
        return switch (opcode & ~7) {
            case 0x50 -> push(value(instruction.opcodeRegister())) && finish(next);
            case 0xb8 -> assign(instruction.opcodeRegister(), instruction.immediate());
            case 0x70, 0x78, SimpleInstruction.TWO_BYTES | 0x80, SimpleInstruction.TWO_BYTES | 0x88 ->
                jump(ArithmeticFlags.holds(opcode & 0xf, eflags));
            default -> false;
        };
    }

    /** The forms of the eight basic operations: to r/m from a register, to a register from r/m, to rax from immediate. */
    private boolean arithmetic(int operation, int form) {
        if (form == 5) {
            return combine(operation, 0, instruction.immediate());
        }
        if (!instruction.isRegisterOperand()) {
            return false;
        }
        return form == 1
                ? combine(operation, instruction.rmRegister(), value(instruction.register()))
                : combine(operation, instruction.register(), rmValue());
    }

    private boolean combine(int operation, int destination, long right) {
        int size = instruction.operandSize();
        long left = value(destination);
        return switch (operation) {
            case 0 -> assign(destination, left + right, ArithmeticFlags.add(eflags, left, right, size));
            case 1 -> assign(destination, left | right, ArithmeticFlags.logical(eflags, left | right, size));
            case 4 -> assign(destination, left & right, ArithmeticFlags.logical(eflags, left & right, size));
            case 5 -> assign(destination, left - right, ArithmeticFlags.subtract(eflags, left, right, size));
            case 6 -> assign(destination, left ^ right, ArithmeticFlags.logical(eflags, left ^ right, size));
            case 7 -> finish(next, ArithmeticFlags.subtract(eflags, left, right, size));
            // adc and sbb
            default -> false;
        };
    }

    private boolean test(long left, long right) {
        return finish(next, ArithmeticFlags.logical(eflags, left & right, instruction.operandSize()));
    }

    private boolean store(long value) {
        if (instruction.isRegisterOperand()) {
            return assign(instruction.rmRegister(), value);
        }
        int size = instruction.operandSize();
        return mayAccess() && memory.write(address(), ArithmeticFlags.truncate(value, size), size) && finish(next);
    }

    private boolean load() {
        if (instruction.isRegisterOperand()) {
            return assign(instruction.register(), rmValue());
        }
        if (!mayAccess()) {
            return false;
        }
        OptionalLong value = memory.read(address(), instruction.operandSize());
        return value.isPresent() && assign(instruction.register(), value.getAsLong());
    }

    /** Stores below the stack pointer and moves it; leaves rip to the caller. */
    private boolean push(long value) {
        long slot = registers.readLong(Register.RSP) - Long.BYTES;
        if (!mayAccess() || !memory.write(slot, value, Long.BYTES)) {
            return false;
        }
        registers.writeLong(Register.RSP, slot);
        return true;
    }

    private boolean ret() {
        long stack = registers.readLong(Register.RSP);
        OptionalLong target = mayAccess() ? memory.read(stack, Long.BYTES) : OptionalLong.empty();
        if (target.isEmpty() || !isTarget(target.getAsLong())) {
            return false;
        }
        registers.writeLong(Register.RSP, stack + Long.BYTES);
        return finish(target.getAsLong());
    }

    private boolean jump(boolean taken) {
        if (!taken) {
            return finish(next);
        }
        return isTarget(target()) && finish(target());
    }

    private long target() {
        return next + instruction.immediate();
    }

    /** A jump out of the user's half of the address space faults, on some processors before rip changes. */
    private static boolean isTarget(long address) {
        return address >>> USER_ADDRESS_BITS == 0;
    }

    /** With AC set a misaligned access faults. */
    private boolean mayAccess() {
        return !Eflags.AC.isSet(eflags);
    }

    private long address() {
        long address = instruction.displacement();
        if (instruction.ripRelative()) {
            return address + next;
        }
        if (instruction.base() != SimpleInstruction.NONE) {
            address += registers.readLong(BY_NUMBER.get(instruction.base()));
        }
        if (instruction.index() != SimpleInstruction.NONE) {
            address += registers.readLong(BY_NUMBER.get(instruction.index())) << instruction.scale();
        }
        return address;
    }

    private long value(int register) {
        return registers.readLong(BY_NUMBER.get(register));
    }

    private long rmValue() {
        return value(instruction.rmRegister());
    }

    /** A 32-bit operation clears the upper half of its destination. */
    private boolean assign(int register, long value) {
        return assign(register, value, eflags);
    }

    private boolean assign(int register, long value, long newFlags) {
        registers.writeLong(BY_NUMBER.get(register), ArithmeticFlags.truncate(value, instruction.operandSize()));
        return finish(next, newFlags);
    }

    private boolean finish(long rip) {
        return finish(rip, eflags);
    }

    /** Every instruction that completes clears RF. */
    private boolean finish(long rip, long newFlags) {
        registers.writeLong(Register.RIP, rip);
        registers.writeLong(Register.EFLAGS, Eflags.RF.with(newFlags, false));
        return true;
    }
}

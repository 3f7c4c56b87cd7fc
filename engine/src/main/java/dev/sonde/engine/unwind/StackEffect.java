package dev.sonde.engine.unwind;

import dev.sonde.disassembler.Encoding;
import dev.sonde.disassembler.FlowControl;
import dev.sonde.disassembler.Instruction;

/**
 * What one instruction does to the stack pointer and the frame pointer. Registers have their DWARF numbers.
 *
 * <p>Source: Intel SDM volume 2, section 2.1 for the fields, and the instructions' own pages.
 */
sealed interface StackEffect {
    /** Nothing that matters. */
    record None() implements StackEffect {}

    /** Saves a register on the stack. */
    record Push(int register) implements StackEffect {}

    /** Puts another word on the stack. */
    record PushOther() implements StackEffect {}

    /** Takes a register from the stack. */
    record Pop(int register) implements StackEffect {}

    /** Adds to the stack pointer: a positive number gives space back. */
    record Move(long bytes) implements StackEffect {}

    /** Sets the frame pointer to the stack pointer and an offset. */
    record SetFrame(long offset) implements StackEffect {}

    /** Sets the stack pointer to the frame pointer and an offset. */
    record RestoreFromFrame(long offset) implements StackEffect {}

    /** {@code leave}. */
    record Leave() implements StackEffect {}

    /** Returns. */
    record Return() implements StackEffect {}

    /** Sets the stack pointer to what cannot be known beforehand. */
    record Lost() implements StackEffect {}

    /** Whether it is a part of taking a frame down. */
    default boolean removesFrame() {
        return switch (this) {
            case Pop _, Leave _, Return _, RestoreFromFrame _ -> true;
            case Move(long bytes) -> bytes > 0;
            case None _, Push _, PushOther _, SetFrame _, Lost _ -> false;
        };
    }

    /** The effect of {@code instruction}. */
    static StackEffect of(Instruction instruction) {
        if (instruction.flowControl() == FlowControl.RETURN) {
            return new Return();
        }
        Encoding code = instruction.encoding();
        int at = 0;
        while (at < code.length() && (u8(code, at) == 0xf2 || u8(code, at) == 0xf3 || u8(code, at) == 0x66)) {
            at++;
        }
        int rex = at < code.length() && u8(code, at) >> 4 == 4 ? u8(code, at++) : 0;
        if (at >= code.length()) {
            return new None();
        }
        int opcode = u8(code, at);
        int extended = (rex & 1) << 3;
        if (opcode >= 0x50 && opcode <= 0x57) {
            return new Push(dwarf((opcode & 7) | extended));
        }
        if (opcode >= 0x58 && opcode <= 0x5f) {
            return pop(dwarf((opcode & 7) | extended));
        }
        return switch (opcode) {
            case 0x68, 0x6a, 0x9c -> new PushOther();
            case 0x9d -> new Move(Long.BYTES);
            case 0xc9 -> new Leave();
            case 0xc8 -> new Lost();
            default -> at + 1 < code.length() ? withModrm(code, at, rex, opcode) : new None();
        };
    }

    private static StackEffect pop(int register) {
        return register == UnwindRules.RSP ? new Lost() : new Pop(register);
    }

    private static StackEffect withModrm(Encoding code, int at, int rex, int opcode) {
        int modrm = u8(code, at + 1);
        boolean direct = modrm >> 6 == 3;
        int field = (modrm >> 3) & 7;
        int register = field | ((rex & 4) << 1);
        int operand = (modrm & 7) | ((rex & 1) << 3);
        boolean wide = (rex & 8) != 0;
        return switch (opcode) {
            case 0x81, 0x83 ->
                direct && wide && operand == 4
                        ? arithmetic(field, opcode == 0x83 ? signed8(code, at + 2) : signed32(code, at + 2))
                        : new None();
            case 0x89, 0x8b -> {
                int from = opcode == 0x89 ? register : operand;
                int to = opcode == 0x89 ? operand : register;
                if (direct) {
                    yield wide ? move(from, to) : new None();
                }
                yield opcode == 0x8b && register == 4 ? new Lost() : new None();
            }
            case 0x8d -> wide && !direct ? lea(code, at, rex, register) : new None();
            case 0x8f -> field == 0 ? new Move(Long.BYTES) : new None();
            case 0xff -> field == 6 ? new PushOther() : new None();
            case 0x01, 0x03, 0x21, 0x23, 0x29, 0x2b -> {
                int target = (opcode & 2) == 0 ? operand : register;
                yield wide && (direct || (opcode & 2) != 0) && target == 4 ? new Lost() : new None();
            }
            default -> new None();
        };
    }

    /** One of the operations of opcodes 81 and 83 on rsp. */
    private static StackEffect arithmetic(int operation, long immediate) {
        return switch (operation) {
            case 0 -> new Move(immediate);
            case 5 -> new Move(-immediate);
            case 7 -> new None();
            default -> new Lost();
        };
    }

    private static StackEffect move(int from, int to) {
        if (from == 4 && to == 5) {
            return new SetFrame(0);
        }
        if (from == 5 && to == 4) {
            return new RestoreFromFrame(0);
        }
        return to == 4 ? new Lost() : new None();
    }

    /** An address that is rsp or rbp plus a constant, as far as it goes into one of the two. */
    private static StackEffect lea(Encoding code, int at, int rex, int target) {
        if (target != 4 && target != 5) {
            return new None();
        }
        int modrm = u8(code, at + 1);
        int mode = modrm >> 6;
        boolean sib = (modrm & 7) == 4;
        int base = (sib ? u8(code, at + 2) & 7 : modrm & 7) | ((rex & 1) << 3);
        boolean indexed = sib && (((u8(code, at + 2) >> 3) & 7) != 4 || (rex & 2) != 0);
        int displacementAt = at + (sib ? 3 : 2);
        boolean absolute = mode == 0 && (base & 7) == 5;
        if (indexed || absolute || (base != 4 && base != 5)) {
            return target == 4 ? new Lost() : new None();
        }
        long displacement = switch (mode) {
            case 1 -> signed8(code, displacementAt);
            case 2 -> signed32(code, displacementAt);
            default -> 0;
        };
        if (target == 4) {
            return base == 4 ? new Move(displacement) : new RestoreFromFrame(displacement);
        }
        return base == 4 ? new SetFrame(displacement) : new None();
    }

    /** The DWARF number of the register with a number of the processor (psABI figure 3.36). */
    private static int dwarf(int register) {
        return switch (register) {
            case 1 -> UnwindRules.RCX;
            case 2 -> UnwindRules.RDX;
            case 4 -> UnwindRules.RSP;
            case 5 -> UnwindRules.RBP;
            case 6 -> UnwindRules.RSI;
            case 7 -> UnwindRules.RDI;
            default -> register;
        };
    }

    private static int u8(Encoding code, int at) {
        return code.at(at);
    }

    private static long signed8(Encoding code, int at) {
        return (byte) u8(code, at);
    }

    private static long signed32(Encoding code, int at) {
        return u8(code, at) | (u8(code, at + 1) << 8) | (u8(code, at + 2) << 16) | (u8(code, at + 3) << 24);
    }
}

package dev.sonde.engine.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The few instructions that the debugger's own small programs consist of, and the ELF file around them.
 *
 * <p>Sources: Intel SDM vol. 2 for the encodings; elf(5).
 */
final class Assembler {
    private static final long BASE = 0x400000;
    private static final int ELF_HEADER_SIZE = 64;
    private static final int PROGRAM_HEADER_SIZE = 56;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> labels = new HashMap<>();
    /** The places of relative operands, by where they are. */
    private final Map<Integer, String> jumps = new HashMap<>();

    /** Registers by their numbers in an encoding. */
    enum Register {
        EAX(0),
        ECX(1),
        EDX(2),
        EBX(3),
        ESP(4),
        EBP(5),
        ESI(6),
        EDI(7),
        R8(8),
        R9(9),
        R10(10),
        R11(11),
        R12(12),
        R13(13),
        R14(14),
        R15(15);

        private final int code;

        Register(int code) {
            this.code = code;
        }

        /** The three bits that stand in the instruction itself. */
        private int low() {
            return code & 7;
        }

        /** The bit that stands in the REX prefix. */
        private int high() {
            return code >> 3;
        }
    }

    /** Conditions by their numbers in an encoding; comparisons are unsigned. */
    enum Condition {
        BELOW(2),
        ABOVE_OR_EQUAL(3),
        EQUAL(4),
        NOT_EQUAL(5),
        ABOVE(7),
        NEGATIVE(8),
        LESS_OR_EQUAL_SIGNED(14);

        private final int code;

        Condition(int code) {
            this.code = code;
        }
    }

    /** {@code mov $number,%eax; syscall}. Changes rax, rcx and r11. */
    Assembler systemCall(int number) {
        return move(Register.EAX, number).emit(0x0f, 0x05);
    }

    /** A 32-bit constant, zero-extended. */
    Assembler move(Register to, int value) {
        return rex(false, Register.EAX, to).emit(0xb8 + to.low()).emitInt(value);
    }

    /** All 64 bits. */
    Assembler move(Register to, Register from) {
        return rex(true, from, to).emit(0x89).registers(from, to);
    }

    /** 32 bits, zero-extended. */
    Assembler moveInt(Register to, Register from) {
        return rex(false, from, to).emit(0x89).registers(from, to);
    }

    /** 64 bits from {@code displacement(base)}. */
    Assembler load(Register to, Register base, int displacement) {
        return rex(true, to, base).emit(0x8b).memory(to, base, displacement);
    }

    /** 32 bits from {@code displacement(base)}, zero-extended. */
    Assembler loadInt(Register to, Register base, int displacement) {
        return rex(false, to, base).emit(0x8b).memory(to, base, displacement);
    }

    /** A 16-bit number from {@code displacement(base)}, zero-extended. */
    Assembler loadShort(Register to, Register base, int displacement) {
        return rex(false, to, base).emit(0x0f, 0xb7).memory(to, base, displacement);
    }

    /** A byte from {@code displacement(base)}, zero-extended. */
    Assembler loadByte(Register to, Register base, int displacement) {
        return rex(false, to, base).emit(0x0f, 0xb6).memory(to, base, displacement);
    }

    /** The address {@code displacement(base)}. */
    Assembler address(Register to, Register base, int displacement) {
        return rex(true, to, base).emit(0x8d).memory(to, base, displacement);
    }

    /** Adds all 64 bits. */
    Assembler add(Register to, Register from) {
        return rex(true, from, to).emit(0x01).registers(from, to);
    }

    Assembler add(Register to, int value) {
        return immediate(0, true, to, value);
    }

    Assembler subtractInt(Register to, int value) {
        return immediate(5, false, to, value);
    }

    Assembler orInt(Register to, int value) {
        return immediate(1, false, to, value);
    }

    Assembler andInt(Register to, int value) {
        return immediate(4, false, to, value);
    }

    Assembler compareInt(Register left, int value) {
        return immediate(7, false, left, value);
    }

    Assembler compare(Register left, Register right) {
        return rex(true, right, left).emit(0x39).registers(right, left);
    }

    Assembler compare(Register left, Register base, int displacement) {
        return rex(true, left, base).emit(0x3b).memory(left, base, displacement);
    }

    /** Whether any of these bits is set, for {@link Condition#NOT_EQUAL}. */
    Assembler testInt(Register register, int bits) {
        return rex(false, Register.EAX, register)
                .emit(0xf7)
                .registers(Register.EAX, register)
                .emitInt(bits);
    }

    Assembler shiftRightInt(Register register, int bits) {
        return rex(false, Register.EAX, register)
                .emit(0xc1)
                .registers(Register.EBP, register)
                .emit(bits);
    }

    /** {@code to = from * factor}, for factors up to 127. */
    Assembler multiplyInt(Register to, Register from, int factor) {
        return rex(false, to, from).emit(0x6b).registers(to, from).emit(factor);
    }

    Assembler decrementInt(Register register) {
        return rex(false, Register.EAX, register).emit(0xff).registers(Register.ECX, register);
    }

    Assembler negateInt(Register register) {
        return rex(false, Register.EAX, register).emit(0xf7).registers(Register.EBX, register);
    }

    /** {@code lock cmpxchg from,(base)}, of 32 bits: stored if there is what is in eax. */
    Assembler compareAndExchangeInt(Register base, Register from) {
        emit(0xf0);
        return rex(false, from, base).emit(0x0f, 0xb1).memory(from, base, 0);
    }

    Assembler jump(String label) {
        emit(0xe9);
        return relative(label);
    }

    Assembler jumpIf(Condition condition, String label) {
        emit(0x0f, 0x80 + condition.code);
        return relative(label);
    }

    Assembler label(String name) {
        labels.put(name, out.size());
        return this;
    }

    /** Anything that there is no method for. */
    Assembler emit(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    /** A static ELF program of the code so far, which begins with its first instruction. */
    byte[] image() {
        byte[] code = code();
        int headers = ELF_HEADER_SIZE + PROGRAM_HEADER_SIZE;
        int size = headers + code.length;
        ByteBuffer image = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        image.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        image.putShort((short) 2).putShort((short) 62).putInt(1); // ET_EXEC, EM_X86_64, EV_CURRENT
        image.putLong(BASE + headers).putLong(ELF_HEADER_SIZE).putLong(0).putInt(0);
        image.putShort((short) ELF_HEADER_SIZE)
                .putShort((short) PROGRAM_HEADER_SIZE)
                .putShort((short) 1);
        image.position(ELF_HEADER_SIZE);
        image.putInt(1).putInt(5).putLong(0); // PT_LOAD, R+X, from the start of the file
        image.putLong(BASE).putLong(BASE).putLong(size).putLong(size).putLong(0x1000);
        image.put(code);
        return image.array();
    }

    private byte[] code() {
        byte[] code = out.toByteArray();
        ByteBuffer buffer = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        jumps.forEach((at, label) -> {
            Integer target = labels.get(label);
            if (target == null) {
                throw new IllegalStateException("no label " + label);
            }
            buffer.putInt(at, target - at - Integer.BYTES);
        });
        return code;
    }

    private Assembler relative(String label) {
        jumps.put(out.size(), label);
        return emitInt(0);
    }

    private Assembler immediate(int operation, boolean wide, Register register, int value) {
        return rex(wide, Register.EAX, register)
                .emit(0x81)
                .emit(0xc0 | (operation << 3) | register.low())
                .emitInt(value);
    }

    /** The prefix for 64 bits and for the registers from r8 on, where it is needed. */
    private Assembler rex(boolean wide, Register reg, Register rm) {
        int bits = (wide ? 8 : 0) | (reg.high() << 2) | rm.high();
        return bits == 0 ? this : emit(0x40 | bits);
    }

    private Assembler registers(Register reg, Register rm) {
        return emit(0xc0 | (reg.low() << 3) | rm.low());
    }

    private Assembler memory(Register reg, Register base, int displacement) {
        boolean none = displacement == 0 && base.low() != Register.EBP.low();
        boolean small = displacement == (byte) displacement;
        emit((none ? 0 : small ? 0x40 : 0x80) | (reg.low() << 3) | base.low());
        if (base.low() == Register.ESP.low()) {
            emit(0x24);
        }
        if (none) {
            return this;
        }
        return small ? emit(displacement) : emitInt(displacement);
    }

    private Assembler emitInt(int value) {
        return emit(value, value >>> 8, value >>> 16, value >>> 24);
    }
}

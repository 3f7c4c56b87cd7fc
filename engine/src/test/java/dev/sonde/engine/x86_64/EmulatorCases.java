package dev.sonde.engine.x86_64;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Random instructions of the kinds that the emulator knows, with registers and memory to run them on. */
final class EmulatorCases {
    static final long DATA_ADDRESS = 0x1000_0000L;
    static final long CODE_ADDRESS = 0x2000_0000L;
    static final int DATA_BYTES = 4096;

    /** The status flags and DF. */
    static final long STATUS = 0xcd5;

    static final List<Register> BY_NUMBER = List.of(
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

    private static final int RSP = 4;
    private static final int[] OPERATIONS = {0, 1, 4, 5, 6, 7};
    private static final String[] NOPS = {
        "90", "6690", "0f1f00", "0f1f4000", "660f1f440000", "0f1f8000000000", "66662e0f1f840000000000", "4890"
    };

    enum Kind {
        NOP,
        ENDBR64,
        PUSH,
        MOVE_REGISTER,
        MOVE_IMMEDIATE,
        LOAD,
        STORE,
        STORE_IMMEDIATE,
        LEA,
        ARITHMETIC_REGISTER,
        ARITHMETIC_SAME_REGISTER,
        ARITHMETIC_IMMEDIATE,
        ARITHMETIC_ACCUMULATOR,
        TEST_REGISTER,
        TEST_IMMEDIATE,
        JUMP,
        CONDITIONAL_JUMP,
        CALL,
        RETURN
    }

    static final class Case {
        private final Kind kind;
        private final byte[] code;
        private final long[] values;
        private final long eflags;
        private final byte[] data;

        Case(Kind kind, byte[] code, long[] values, long eflags, byte[] data) {
            this.kind = kind;
            this.code = code;
            this.values = values;
            this.eflags = eflags;
            this.data = data;
        }

        Kind kind() {
            return kind;
        }

        byte[] code() {
            return code;
        }

        long[] values() {
            return values;
        }

        long eflags() {
            return eflags;
        }

        byte[] data() {
            return data;
        }

        RegisterFile registers() {
            RegisterFile file =
                    new RegisterFile(RegisterTable.of(XsaveLayout.legacy()), new FakeThread(XsaveLayout.HEADER_END));
            for (int number = 0; number < values.length; number++) {
                file.writeLong(BY_NUMBER.get(number), values[number]);
            }
            file.writeLong(Register.RIP, CODE_ADDRESS);
            file.writeLong(Register.EFLAGS, eflags);
            file.writeLong(Register.CS, 0x33);
            file.writeLong(Register.ORIG_RAX, -1);
            return file;
        }

        @Override
        public String toString() {
            return kind + " " + HexFormat.of().formatHex(code) + " eflags " + Long.toHexString(eflags);
        }
    }

    private final Random random;
    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private final long[] values = new long[16];
    private final byte[] data = new byte[DATA_BYTES];

    private EmulatorCases(Random random) {
        this.random = random;
    }

    static Case random(Kind kind, Random random) {
        return new EmulatorCases(random).make(kind);
    }

    private Case make(Kind kind) {
        random.nextBytes(data);
        for (int i = 0; i < values.length; i++) {
            values[i] = number();
        }
        assemble(kind);
        long eflags = 0x202 | (random.nextLong() & STATUS);
        return new Case(kind, code.toByteArray(), values, eflags, data);
    }

    private void assemble(Kind kind) {
        switch (kind) {
            case NOP -> code.writeBytes(HexFormat.of().parseHex(NOPS[random.nextInt(NOPS.length)]));
            case ENDBR64 -> bytes(0xf3, 0x0f, 0x1e, 0xfa);
            case PUSH -> {
                values[RSP] = stack();
                int register = random.nextInt(16);
                bytes(rex(0, 0, register), 0x50 | low(register));
            }
            case MOVE_REGISTER -> registers(random.nextBoolean() ? 0x89 : 0x8b);
            case MOVE_IMMEDIATE -> moveImmediate();
            case LOAD -> memory(0x8b, random.nextInt(16), 0);
            case STORE -> memory(0x89, random.nextInt(16), 0);
            case STORE_IMMEDIATE -> {
                memory(0xc7, 0, 4);
                immediate(4);
            }
            case LEA -> memory(0x8d, random.nextInt(16), 0);
            case ARITHMETIC_REGISTER -> registers(operation() * 8 + (random.nextBoolean() ? 1 : 3));
            case ARITHMETIC_SAME_REGISTER -> {
                int register = random.nextInt(16);
                bytes(rex(register, 0, register), operation() * 8 + 1, modrm(3, register, register));
            }
            case ARITHMETIC_IMMEDIATE -> {
                int register = random.nextInt(16);
                boolean small = random.nextBoolean();
                bytes(rex(0, 0, register), small ? 0x83 : 0x81, modrm(3, operation(), register));
                immediate(small ? 1 : 4);
            }
            case ARITHMETIC_ACCUMULATOR -> {
                bytes(rex(0, 0, 0), operation() * 8 + 5);
                immediate(4);
            }
            case TEST_REGISTER -> registers(0x85);
            case TEST_IMMEDIATE -> {
                int register = random.nextInt(16);
                if (register == 0) {
                    bytes(rex(0, 0, 0), 0xa9);
                } else {
                    bytes(rex(0, 0, register), 0xf7, modrm(3, 0, register));
                }
                immediate(4);
            }
            case JUMP -> {
                boolean near = random.nextBoolean();
                bytes(near ? 0xeb : 0xe9);
                immediate(near ? 1 : 4);
            }
            case CONDITIONAL_JUMP -> {
                int condition = random.nextInt(16);
                if (random.nextBoolean()) {
                    bytes(0x70 | condition);
                    immediate(1);
                } else {
                    bytes(0x0f, 0x80 | condition);
                    immediate(4);
                }
            }
            case CALL -> {
                values[RSP] = stack();
                bytes(0xe8);
                immediate(4);
            }
            case RETURN -> {
                values[RSP] = stack() & -8;
                // The return address is canonical: its upper bytes are zero.
                for (int slot = 0; slot < DATA_BYTES; slot += 8) {
                    data[slot + 6] = 0;
                    data[slot + 7] = 0;
                    data[slot + 5] &= 0x7f;
                }
                if (random.nextBoolean()) {
                    bytes(random.nextBoolean() ? 0xf2 : 0xf3);
                }
                bytes(0xc3);
            }
        }
    }

    private void moveImmediate() {
        int register = random.nextInt(16);
        if (random.nextBoolean()) {
            int rex = rex(0, 0, register);
            bytes(rex, 0xb8 | low(register));
            immediate((rex & 8) != 0 ? 8 : 4);
        } else {
            bytes(rex(0, 0, register), 0xc7, modrm(3, 0, register));
            immediate(4);
        }
    }

    private void registers(int opcode) {
        int register = random.nextInt(16);
        int rm = random.nextInt(16);
        bytes(rex(register, 0, rm), opcode, modrm(3, register, rm));
    }

    /** A memory operand of a random form whose address is, but for a few, inside the data. */
    private void memory(int opcode, int register, int immediateBytes) {
        int mode = random.nextInt(3);
        int base = random.nextInt(16);
        boolean sib = (base & 7) == 4 || random.nextInt(3) == 0;
        int index = sib ? random.nextInt(16) : 0;
        int scale = random.nextInt(4);
        boolean noBase = mode == 0 && (base & 7) == 5;
        int displacement = mode == 1 ? random.nextInt(256) - 128 : random.nextInt(2048) - 1024;
        long target = DATA_ADDRESS + random.nextInt(DATA_BYTES + 16) - 8;
        int size = sib ? 4 : 3;

        if (noBase && !sib) {
            displacement = (int) (target - (CODE_ADDRESS + size + 4 + immediateBytes));
        } else {
            long scaled = 0;
            if (sib && index != 4) {
                values[index] = random.nextInt(64);
                scaled = values[index] << scale;
            }
            if (noBase) {
                displacement = (int) (target - scaled);
            } else if (sib && index == base) {
                values[base] = (target - displacement) / (1 + (1L << scale));
            } else {
                values[base] = target - scaled - (mode == 0 ? 0 : displacement);
            }
        }
        bytes(rex(register, sib ? index : 0, base), opcode, modrm(mode, register, sib ? 4 : base));
        if (sib) {
            bytes(modrm(scale, index, base));
        }
        if (mode == 1) {
            bytes(displacement);
        } else if (mode == 2 || noBase) {
            for (int i = 0; i < 4; i++) {
                bytes(displacement >> (i * 8));
            }
        }
    }

    /** A ModRM or SIB byte. */
    private static int modrm(int mode, int register, int rm) {
        return mode * 64 + low(register) * 8 + low(rm);
    }

    private static int low(int register) {
        return register & 7;
    }

    private int operation() {
        return OPERATIONS[random.nextInt(OPERATIONS.length)];
    }

    private int rex(int register, int index, int rm) {
        return 0x40 + (random.nextBoolean() ? 8 : 0) + register / 8 * 4 + index / 8 * 2 + rm / 8;
    }

    private long stack() {
        return DATA_ADDRESS + random.nextInt(DATA_BYTES + 16);
    }

    /** Any number, but often one at which carries and overflows happen. */
    private long number() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(33) - 16;
            case 1 -> Integer.MAX_VALUE + (long) random.nextInt(5) - 2;
            case 2 -> Long.MAX_VALUE + random.nextInt(5) - 2;
            case 3 -> 0xffff_ffffL + random.nextInt(5) - 2;
            default -> random.nextLong();
        };
    }

    private void immediate(int size) {
        long value = number();
        for (int i = 0; i < size; i++) {
            bytes((int) (value >> (i * 8)));
        }
    }

    private void bytes(int... values) {
        for (int value : values) {
            code.write(value);
        }
    }
}

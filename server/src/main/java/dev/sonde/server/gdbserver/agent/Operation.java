package dev.sonde.server.gdbserver.agent;

import org.jspecify.annotations.Nullable;

/** The operations of the bytecode that serve conditions and commands; those that only collect traces are left out. */
enum Operation {
    ADD(0x02, 0, 2, 1),
    SUB(0x03, 0, 2, 1),
    MUL(0x04, 0, 2, 1),
    DIV_SIGNED(0x05, 0, 2, 1),
    DIV_UNSIGNED(0x06, 0, 2, 1),
    REM_SIGNED(0x07, 0, 2, 1),
    REM_UNSIGNED(0x08, 0, 2, 1),
    LSH(0x09, 0, 2, 1),
    RSH_SIGNED(0x0a, 0, 2, 1),
    RSH_UNSIGNED(0x0b, 0, 2, 1),
    LOG_NOT(0x0e, 0, 1, 1),
    BIT_AND(0x0f, 0, 2, 1),
    BIT_OR(0x10, 0, 2, 1),
    BIT_XOR(0x11, 0, 2, 1),
    BIT_NOT(0x12, 0, 1, 1),
    EQUAL(0x13, 0, 2, 1),
    LESS_SIGNED(0x14, 0, 2, 1),
    LESS_UNSIGNED(0x15, 0, 2, 1),
    EXT(0x16, 1, 1, 1),
    REF8(0x17, 0, 1, 1),
    REF16(0x18, 0, 1, 1),
    REF32(0x19, 0, 1, 1),
    REF64(0x1a, 0, 1, 1),
    IF_GOTO(0x20, 2, 1, 0),
    GOTO(0x21, 2, 0, 0),
    CONST8(0x22, 1, 0, 1),
    CONST16(0x23, 2, 0, 1),
    CONST32(0x24, 4, 0, 1),
    CONST64(0x25, 8, 0, 1),
    REG(0x26, 2, 0, 1),
    END(0x27, 0, 0, 0),
    DUP(0x28, 0, 1, 2),
    POP(0x29, 0, 1, 0),
    ZERO_EXT(0x2a, 1, 1, 1),
    SWAP(0x2b, 0, 2, 2),
    PICK(0x32, 1, 0, 1),
    ROT(0x33, 0, 3, 3),
    /** Takes a function, a channel and its arguments from the stack; its format follows it. */
    PRINTF(0x34, 0, 0, 0);

    private static final @Nullable Operation[] BY_CODE = new @Nullable Operation[256];

    static {
        for (Operation operation : values()) {
            BY_CODE[operation.code] = operation;
        }
    }

    final int code;
    final int operandBytes;
    final int taken;
    final int left;

    Operation(int code, int operandBytes, int taken, int left) {
        this.code = code;
        this.operandBytes = operandBytes;
        this.taken = taken;
        this.left = left;
    }

    static @Nullable Operation of(int code) {
        return BY_CODE[code & 0xff];
    }
}

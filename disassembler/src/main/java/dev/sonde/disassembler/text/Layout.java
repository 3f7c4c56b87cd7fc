package dev.sonde.disassembler.text;

/** Where the parts of a valid instruction's bytes are (Intel SDM volume 2, sections 2.1 to 2.3 and 2.7). */
final class Layout {
    static final int VECTOR_MAP = -1;

    static final int LOCK = 0xf0;
    static final int REPNZ = 0xf2;
    static final int REPZ = 0xf3;
    static final int CS = 0x2e;
    static final int DS = 0x3e;
    static final int ES = 0x26;
    static final int SS = 0x36;
    static final int FS = 0x64;
    static final int GS = 0x65;
    static final int OPERAND_SIZE = 0x66;
    static final int ADDRESS_SIZE = 0x67;

    static final int REX_B = 1;
    static final int REX_X = 2;
    static final int REX_R = 4;
    static final int REX_W = 8;

    private static final int NONE = -1;
    private static final int VECTOR_X = 0x40;
    private static final int VEX2 = 0xc5;
    private static final int VEX3 = 0xc4;
    private static final int EVEX = 0x62;
    private static final int XOP = 0x8f;
    private static final int SMALLEST_XOP_MAP = 8;

    private final byte[] bytes;
    private final int prefixes;
    private final int rex;
    private final int map;
    private final int opcode;
    private final int modRmIndex;

    private Layout(byte[] bytes, int prefixes, int rex, int map, int opcode, int modRmIndex) {
        this.bytes = bytes;
        this.prefixes = prefixes;
        this.rex = rex;
        this.map = map;
        this.opcode = opcode;
        this.modRmIndex = modRmIndex;
    }

    static Layout of(byte[] bytes) {
        int at = 0;
        int rex = 0;
        while (at < bytes.length - 1 && (isLegacyPrefix(bytes[at] & 0xff) || isRex(bytes[at] & 0xff))) {
            int prefix = bytes[at] & 0xff;
            rex = isRex(prefix) ? prefix : 0;
            at++;
        }
        int first = byteAt(bytes, at);
        int second = byteAt(bytes, at + 1);
        int opcodeOfVector = switch (first) {
            case VEX2 -> at + 2;
            case VEX3 -> at + 3;
            case EVEX -> at + 4;
            case XOP -> (second & 0x1f) >= SMALLEST_XOP_MAP ? at + 3 : 0;
            default -> 0;
        };
        if (opcodeOfVector != 0) {
            // They hold the bits of a REX prefix inverted.
            boolean index = first != VEX2 && (second & VECTOR_X) == 0;
            return new Layout(bytes, at, index ? REX_X : 0, VECTOR_MAP, 0, opcodeOfVector + 1);
        }
        if (first != 0x0f) {
            return new Layout(bytes, at, rex, 0, first, oneByteHasModRm(first) ? at + 1 : NONE);
        }
        if (second == 0x38 || second == 0x3a) {
            return new Layout(bytes, at, rex, second == 0x38 ? 2 : 3, byteAt(bytes, at + 2), at + 3);
        }
        return new Layout(bytes, at, rex, 1, second, twoByteHasModRm(second) ? at + 2 : NONE);
    }

    /** The instruction's bytes, not a copy. */
    byte[] bytes() {
        return bytes;
    }

    /** How many legacy and REX prefixes there are. */
    int prefixes() {
        return prefixes;
    }

    /** The REX prefix that counts, the one right before the opcode, or what VEX and EVEX say of its X; 0 for none. */
    int rex() {
        return rex;
    }

    /**
     * The opcode map: 0 for one-byte opcodes, 1 for {@code 0F}, 2 for {@code 0F 38}, 3 for {@code 0F 3A}, or
     * {@link #VECTOR_MAP} for VEX, EVEX and XOP encodings.
     */
    int map() {
        return map;
    }

    /** The opcode byte, or 0 for VEX, EVEX and XOP encodings. */
    int opcode() {
        return opcode;
    }

    /** The ModRM byte, or -1 if the opcode has none. */
    int modRm() {
        return byteAt(bytes, modRmIndex);
    }

    /** Prefix {@code index}, unsigned. */
    int prefix(int index) {
        return bytes[index] & 0xff;
    }

    boolean has(int prefix) {
        return lastOf(prefix) >= 0;
    }

    /** The index of the last occurrence of {@code prefix} among the prefixes, or -1. */
    int lastOf(int prefix) {
        for (int i = prefixes - 1; i >= 0; i--) {
            if (prefix(i) == prefix) {
                return i;
            }
        }
        return -1;
    }

    boolean isOneByte(int first, int last) {
        return map == 0 && opcode >= first && opcode <= last;
    }

    /** Bits 3 to 5 of ModRM: a register or a part of the opcode. */
    int reg() {
        return modRm() >> 3 & 7;
    }

    /** Whether there is no ModRM, or it names a register. */
    boolean isRegisterForm() {
        // Moves to and from control and debug registers ignore the bits that would say otherwise.
        boolean always = map == 1 && opcode >= 0x20 && opcode <= 0x23;
        return modRm() < 0 || (modRm() & 0xc0) == 0xc0 || always;
    }

    /** Whether there is a memory operand with a SIB byte. */
    boolean hasSib() {
        return !isRegisterForm() && (modRm() & 7) == 4;
    }

    /** By what the index would be multiplied in a memory operand that {@link #hasSib}. */
    int scale() {
        return 1 << (sib() >> 6);
    }

    /** Whether the SIB byte names no index, though it need not be there to say that. */
    boolean hasEmptyIndex() {
        if (!hasSib() || (rex & REX_X) != 0 || (sib() >> 3 & 7) != 4) {
            return false;
        }
        return scale() != 1 || (!hasNoBase() && (sib() & 7) != 4);
    }

    /** Whether the SIB byte names no base, so that the operand is a displacement of four bytes. */
    boolean hasNoBase() {
        return (sib() & 7) == 5 && modRm() >> 6 == 0;
    }

    /** The displacement of an operand that {@link #hasNoBase}. */
    int displacement() {
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value |= byteAt(bytes, modRmIndex + 2 + i) << (i * Byte.SIZE);
        }
        return value;
    }

    private int sib() {
        return byteAt(bytes, modRmIndex + 1);
    }

    /** Intel SDM volume 2, table A-2. */
    private static boolean oneByteHasModRm(int opcode) {
        return switch (opcode >> 4) {
            case 0, 1, 2, 3 -> (opcode & 7) < 4;
            case 6 -> opcode == 0x63 || opcode == 0x69 || opcode == 0x6b;
            case 8 -> true;
            case 0xc -> opcode == 0xc0 || opcode == 0xc1 || opcode == 0xc6 || opcode == 0xc7;
            case 0xd -> opcode <= 0xd3 || opcode >= 0xd8;
            case 0xf -> opcode == 0xf6 || opcode == 0xf7 || opcode >= 0xfe;
            default -> false;
        };
    }

    /** Intel SDM volume 2, table A-3. */
    private static boolean twoByteHasModRm(int opcode) {
        return switch (opcode >> 4) {
            case 0 -> opcode < 0x05 || opcode == 0x0d || opcode == 0x0f;
            case 3, 8 -> false;
            case 7 -> opcode != 0x77;
            case 0xa -> (opcode & 7) > 2;
            case 0xc -> opcode < 0xc8;
            default -> true;
        };
    }

    static boolean isRex(int value) {
        return (value & 0xf0) == 0x40;
    }

    static boolean isSegment(int value) {
        return switch (value) {
            case CS, DS, ES, SS, FS, GS -> true;
            default -> false;
        };
    }

    private static boolean isLegacyPrefix(int value) {
        return switch (value) {
            case LOCK, REPNZ, REPZ, OPERAND_SIZE, ADDRESS_SIZE -> true;
            default -> isSegment(value);
        };
    }

    private static int byteAt(byte[] bytes, int index) {
        return index >= 0 && index < bytes.length ? bytes[index] & 0xff : NONE;
    }
}

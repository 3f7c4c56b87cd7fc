package dev.sonde.engine.x86_64;

import org.jspecify.annotations.Nullable;

/**
 * The fields of an instruction that {@link InstructionEmulator} may know: prefixes, opcode, operands and length.
 *
 * <p>Source: Intel SDM vol. 2 chapter 2.
 *
 * @param opcode the opcode byte; that of a two-byte opcode is 0x0f00 more
 * @param rex the REX prefix, 0 if there is none
 * @param padded whether a prefix 66 or 2e is there, as in the long forms of nop
 * @param repeat the prefix f2 or f3, 0 if there is none
 * @param modrm the ModRM byte, 0 if the opcode has none
 * @param base the number of the base register of the memory operand, or {@link #NONE}
 * @param index the number of the index register of the memory operand, or {@link #NONE}
 * @param scale the power of two that the index is multiplied by
 * @param ripRelative whether the memory operand counts from the next instruction
 * @param displacement of the memory operand
 * @param immediate extended by its sign
 * @param length in bytes
 */
record SimpleInstruction(
        int opcode,
        int rex,
        boolean padded,
        int repeat,
        int modrm,
        int base,
        int index,
        int scale,
        boolean ripRelative,
        long displacement,
        long immediate,
        int length) {
    static final int NONE = -1;
    static final int TWO_BYTES = 0x0f00;

    /** Longer ones fault, whatever they are. */
    static final int MAX_LENGTH = 15;

    boolean isWide() {
        return (rex & 8) != 0;
    }

    int operandSize() {
        return isWide() ? 8 : 4;
    }

    /** The register in the low bits of the opcode. */
    int opcodeRegister() {
        return (opcode & 7) | ((rex & 1) << 3);
    }

    /** The register in the middle field of ModRM. */
    int register() {
        return extension() | ((rex & 4) << 1);
    }

    /** The middle field of ModRM when it belongs to the opcode. */
    int extension() {
        return (modrm >>> 3) & 7;
    }

    /** The register in the low field of ModRM. */
    int rmRegister() {
        return (modrm & 7) | ((rex & 1) << 3);
    }

    boolean isRegisterOperand() {
        return modrm >= 0xc0;
    }

    /** The instruction at the start of {@code code}; null if it is cut off or its opcode is none of the known ones. */
    static @Nullable SimpleInstruction decode(byte[] code) {
        return new Decoder(code).decode();
    }

    private static final class Decoder {
        private final byte[] code;
        private int position;
        private boolean truncated;

        private int rex;
        private int modrm;
        private int base = NONE;
        private int index = NONE;
        private int scale;
        private boolean ripRelative;
        private long displacement;

        Decoder(byte[] code) {
            this.code = code;
        }

        @Nullable
        SimpleInstruction decode() {
            boolean padded = false;
            int repeat = 0;
            int next = unsigned8();
            while (next == 0x66 || next == 0x2e || next == 0xf2 || next == 0xf3) {
                if (next >= 0xf2) {
                    repeat = next;
                } else {
                    padded = true;
                }
                next = unsigned8();
            }
            if ((next & 0xf0) == 0x40) {
                rex = next;
                next = unsigned8();
            }
            int opcode = next == 0x0f ? TWO_BYTES | unsigned8() : next;
            Form form = form(opcode);
            if (form == Form.UNKNOWN) {
                return null;
            }
            if (form == Form.MODRM || form == Form.MODRM_IMMEDIATE_8 || form == Form.MODRM_IMMEDIATE_32) {
                decodeOperand();
            }
            long immediate = switch (form) {
                case IMMEDIATE_8, MODRM_IMMEDIATE_8 -> signed(1);
                case IMMEDIATE_32, MODRM_IMMEDIATE_32 -> signed(4);
                case IMMEDIATE_32_OR_64 -> signed((rex & 8) != 0 ? 8 : 4);
                case PLAIN, MODRM, UNKNOWN -> 0;
            };
            if (truncated || position > MAX_LENGTH) {
                return null;
            }
            return new SimpleInstruction(
                    opcode,
                    rex,
                    padded,
                    repeat,
                    modrm,
                    base,
                    index,
                    scale,
                    ripRelative,
                    displacement,
                    immediate,
                    position);
        }

        private void decodeOperand() {
            modrm = unsigned8();
            int mode = modrm >>> 6;
            if (mode == 3) {
                return;
            }
            int low = modrm & 7;
            boolean noBase = false;
            if (low == 4) {
                int sib = unsigned8();
                int indexNumber = ((sib >>> 3) & 7) | ((rex & 2) << 2);
                index = indexNumber == 4 ? NONE : indexNumber;
                scale = sib >>> 6;
                low = sib & 7;
                noBase = mode == 0 && low == 5;
            } else {
                ripRelative = mode == 0 && low == 5;
            }
            if (noBase || ripRelative) {
                displacement = signed(4);
                return;
            }
            base = low | ((rex & 1) << 3);
            displacement = mode == 1 ? signed(1) : mode == 2 ? signed(4) : 0;
        }

        private int unsigned8() {
            if (position >= code.length) {
                truncated = true;
                return 0;
            }
            return code[position++] & 0xff;
        }

        private long signed(int size) {
            long value = 0;
            for (int i = 0; i < size; i++) {
                value |= (long) unsigned8() << (i * Byte.SIZE);
            }
            int unused = Long.SIZE - size * Byte.SIZE;
            return value << unused >> unused;
        }
    }

    /** What follows an opcode. */
    private enum Form {
        PLAIN,
        MODRM,
        MODRM_IMMEDIATE_8,
        MODRM_IMMEDIATE_32,
        IMMEDIATE_8,
        IMMEDIATE_32,
        IMMEDIATE_32_OR_64,
        UNKNOWN
    }

    private static Form form(int opcode) {
        if (opcode < 0x40) {
            return switch (opcode & 7) {
                case 1, 3 -> Form.MODRM;
                case 5 -> Form.IMMEDIATE_32;
                default -> Form.UNKNOWN;
            };
        }
        return switch (opcode & ~7) {
            case 0x50 -> Form.PLAIN;
            case 0x70, 0x78 -> Form.IMMEDIATE_8;
            case 0xb8 -> Form.IMMEDIATE_32_OR_64;
            case TWO_BYTES | 0x80, TWO_BYTES | 0x88 -> Form.IMMEDIATE_32;
            default ->
                switch (opcode) {
                    case 0x90, 0xc3 -> Form.PLAIN;
                    case 0x85, 0x89, 0x8b, 0x8d, TWO_BYTES | 0x1e, TWO_BYTES | 0x1f -> Form.MODRM;
                    case 0x83 -> Form.MODRM_IMMEDIATE_8;
                    case 0x81, 0xc7, 0xf7 -> Form.MODRM_IMMEDIATE_32;
                    case 0xeb -> Form.IMMEDIATE_8;
                    case 0xa9, 0xe8, 0xe9 -> Form.IMMEDIATE_32;
                    default -> Form.UNKNOWN;
                };
        };
    }
}

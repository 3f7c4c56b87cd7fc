package dev.sonde.disassembler.text;

import dev.sonde.disassembler.iced.IcedDecoder;
import dev.sonde.disassembler.iced.IcedInstruction;
import dev.sonde.disassembler.iced.WasmInstance;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The words that binutils writes before a mnemonic: a name for each prefix that the instruction does not use, in the
 * order of the bytes, and {@code lock}, {@code rep}, {@code bnd} and the like for those that have a meaning of their own.
 *
 * <p>Whether an instruction uses a prefix is found by decoding it without: the same instruction again means that it does
 * not. The answer depends on the instruction's form alone and is kept.
 */
final class PrefixWords {
    private final IcedDecoder decoder;
    private final IcedInstruction probe;
    private final Map<Integer, Boolean> matters = new HashMap<>();

    PrefixWords(WasmInstance wasm) {
        decoder = new IcedDecoder(wasm);
        probe = new IcedInstruction(wasm);
    }

    /**
     * The words, each followed by a space.
     *
     * @param operands the operands as they are written
     * @param hints whether branch hints are written as a suffix of the mnemonic instead
     */
    String of(Layout layout, IcedInstruction instruction, String operands, boolean hints) {
        if (layout.prefixes() == 0) {
            return "";
        }
        int segment = lastSegment(layout);
        int repeat = Math.max(layout.lastOf(Layout.REPZ), layout.lastOf(Layout.REPNZ));
        var words = new StringBuilder();
        for (int i = 0; i < layout.prefixes(); i++) {
            int prefix = layout.prefix(i);
            String word = switch (prefix) {
                case Layout.LOCK -> "lock";
                case Layout.REPZ, Layout.REPNZ ->
                    i == repeat && isPartOfOpcode(layout, instruction, i) ? "" : repeatWord(layout, prefix);
                case Layout.OPERAND_SIZE ->
                    i == layout.lastOf(prefix) && matters(layout, instruction, i) ? "" : "data16";
                case Layout.ADDRESS_SIZE ->
                    i == layout.lastOf(prefix) && usesAddressSize(layout, instruction, i) ? "" : "addr32";
                default ->
                    Layout.isRex(prefix)
                            ? rexWord(layout, instruction, i)
                            : i == segment ? segmentWord(layout, i, operands, hints) : segmentName(prefix);
            };
            if (!word.isEmpty()) {
                words.append(word).append(' ');
            }
        }
        return words.toString();
    }

    /** Whether the instruction is a conditional jump, whose segment prefix may be a hint. */
    static boolean isConditionalJump(Layout layout) {
        return layout.isOneByte(0x70, 0x7f)
                || layout.isOneByte(0xe0, 0xe3)
                || (layout.map() == 1 && (layout.opcode() & 0xf0) == 0x80);
    }

    /** The branch hint as binutils writes it after a mnemonic in AT&T syntax, or nothing. */
    static String hint(Layout layout) {
        int segment = lastSegment(layout);
        if (segment < 0 || !isConditionalJump(layout)) {
            return "";
        }
        return switch (layout.prefix(segment)) {
            case Layout.CS -> ",pn";
            case Layout.DS -> ",pt";
            default -> "";
        };
    }

    private static int lastSegment(Layout layout) {
        for (int i = layout.prefixes() - 1; i >= 0; i--) {
            if (Layout.isSegment(layout.prefix(i))) {
                return i;
            }
        }
        return -1;
    }

    private static String segmentWord(Layout layout, int index, String operands, boolean hints) {
        int prefix = layout.prefix(index);
        if (prefix == Layout.DS && isIndirectNearBranch(layout)) {
            return "notrack";
        }
        boolean hint = prefix == Layout.CS || prefix == Layout.DS;
        if (hints && hint && isConditionalJump(layout)) {
            return "";
        }
        boolean effective = prefix == Layout.FS || prefix == Layout.GS;
        boolean used = effective
                ? operands.contains(segmentName(prefix) + ":")
                : StringOperation.of(layout).map(StringOperation::hasSource).orElse(false);
        return used ? "" : segmentName(prefix);
    }

    private boolean usesAddressSize(Layout layout, IcedInstruction instruction, int index) {
        return StringOperation.of(layout).isPresent() || changes(layout, instruction, index);
    }

    private static boolean isIndirectNearBranch(Layout layout) {
        return layout.isOneByte(0xff, 0xff) && (layout.reg() == 2 || layout.reg() == 4);
    }

    private static boolean isNearBranch(Layout layout) {
        return layout.isOneByte(0x70, 0x7f)
                || layout.isOneByte(0xe8, 0xe9)
                || layout.isOneByte(0xeb, 0xeb)
                || layout.isOneByte(0xc2, 0xc3)
                || isIndirectNearBranch(layout)
                || (layout.map() == 1 && (layout.opcode() & 0xf0) == 0x80);
    }

    private static String repeatWord(Layout layout, int prefix) {
        if (prefix == Layout.REPNZ) {
            return isNearBranch(layout) ? "bnd" : elides(layout) ? "xacquire" : "repnz";
        }
        boolean unconditional = StringOperation.of(layout)
                .map(operation -> switch (operation.name()) {
                    case INS, OUTS, MOVS, STOS, LODS -> true;
                    case CMPS, SCAS, XLAT -> false;
                })
                .orElse(false);
        return unconditional ? "rep" : elides(layout) || releases(layout) ? "xrelease" : "repz";
    }

    /** Whether the prefix elides a lock: memory is exchanged, or changed with a lock prefix (Intel SDM, XACQUIRE). */
    private static boolean elides(Layout layout) {
        if (layout.isRegisterForm()) {
            return false;
        }
        return layout.has(Layout.LOCK) || layout.isOneByte(0x86, 0x87);
    }

    private static boolean releases(Layout layout) {
        boolean store = layout.isOneByte(0x88, 0x89) || (layout.isOneByte(0xc6, 0xc7) && layout.reg() == 0);
        return store && !layout.isRegisterForm();
    }

    private static String segmentName(int prefix) {
        return switch (prefix) {
            case Layout.CS -> "cs";
            case Layout.DS -> "ds";
            case Layout.ES -> "es";
            case Layout.SS -> "ss";
            case Layout.FS -> "fs";
            default -> "gs";
        };
    }

    private String rexWord(Layout layout, IcedInstruction instruction, int index) {
        int rex = layout.prefix(index);
        boolean used = index == layout.prefixes() - 1 && usesRex(layout, instruction, index, rex);
        if (used) {
            return "";
        }
        if ((rex & 0xf) == 0) {
            return "rex";
        }
        return "rex."
                + ((rex & Layout.REX_W) != 0 ? "W" : "")
                + ((rex & Layout.REX_R) != 0 ? "R" : "")
                + ((rex & Layout.REX_X) != 0 ? "X" : "")
                + ((rex & Layout.REX_B) != 0 ? "B" : "");
    }

    private boolean usesRex(Layout layout, IcedInstruction instruction, int index, int rex) {
        if ((rex & 0xf) == 0) {
            return instruction.hasRexByteRegister();
        }
        if (Printer.isNop(layout)) {
            return false;
        }
        boolean memory = !layout.isRegisterForm();
        return ((rex & Layout.REX_W) == 0 || rexMatters(layout, instruction, index, Layout.REX_W))
                && ((rex & Layout.REX_R) == 0 || rexMatters(layout, instruction, index, Layout.REX_R))
                && ((rex & Layout.REX_X) == 0 || layout.hasSib())
                && ((rex & Layout.REX_B) == 0 || memory || rexMatters(layout, instruction, index, Layout.REX_B));
    }

    private boolean rexMatters(Layout layout, IcedInstruction instruction, int index, int bit) {
        return matters.computeIfAbsent(instruction.code() << Byte.SIZE | bit, _ -> {
            byte[] bytes = layout.bytes().clone();
            bytes[index] ^= (byte) bit;
            return differs(bytes, instruction);
        });
    }

    /** Whether the instruction without prefix {@code index} has another form: more than being repeated or not. */
    private boolean isPartOfOpcode(Layout layout, IcedInstruction instruction, int index) {
        return matters.computeIfAbsent(instruction.code() << Byte.SIZE | layout.prefix(index), _ -> {
            decode(without(layout, index), instruction);
            return probe.code() != instruction.code();
        });
    }

    private boolean matters(Layout layout, IcedInstruction instruction, int index) {
        return matters.computeIfAbsent(
                instruction.code() << Byte.SIZE | layout.prefix(index), _ -> changes(layout, instruction, index));
    }

    /** Whether the instruction without prefix {@code index} and those like it is another one. */
    private boolean changes(Layout layout, IcedInstruction instruction, int index) {
        return differs(without(layout, index), instruction);
    }

    /** The bytes without any prefix like the one at {@code index}: a repeated one would do the same again. */
    private static byte[] without(Layout layout, int index) {
        var bytes = new byte[layout.bytes().length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (i >= layout.prefixes() || layout.prefix(i) != layout.prefix(index)) {
                bytes[length++] = layout.bytes()[i];
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private boolean differs(byte[] bytes, IcedInstruction instruction) {
        decode(bytes, instruction);
        return probe.code() != instruction.code() || !probe.sameAs(instruction);
    }

    private void decode(byte[] bytes, IcedInstruction instruction) {
        // Operands relative to rip are the same only when both end at the same address.
        decoder.start(bytes, 0, bytes.length, instruction.nextAddress() - bytes.length);
        decoder.decode(probe);
        decoder.finish();
    }
}

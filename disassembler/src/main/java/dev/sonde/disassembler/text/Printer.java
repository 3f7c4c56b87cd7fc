package dev.sonde.disassembler.text;

import dev.sonde.disassembler.iced.IcedFormatter;
import dev.sonde.disassembler.iced.IcedInstruction;
import dev.sonde.disassembler.iced.WasmInstance;

/** Writes instructions in one syntax; the two differ in how they spell mnemonics and operands. */
public abstract sealed class Printer permits AttPrinter, IntelPrinter {
    private static final int MNEMONIC_WIDTH = 6;

    private final IcedFormatter formatter;
    private final PrefixWords prefixWords;

    Printer(WasmInstance wasm, IcedFormatter.Syntax syntax) {
        formatter = new IcedFormatter(wasm, syntax);
        prefixWords = new PrefixWords(wasm);
    }

    /** A mnemonic and its operands, which are empty for none. */
    record Text(String mnemonic, String operands) {}

    /** What iced-x86 writes, spelled as binutils does. */
    abstract Text respell(Text iced, Layout layout);

    /** Whether branch hints follow the mnemonic. */
    abstract boolean writesHints();

    /**
     * The instruction as gdb prints it, without what follows from symbols.
     *
     * @param instruction a valid instruction
     * @param bytes its bytes
     */
    public String print(IcedInstruction instruction, byte[] bytes) {
        Layout layout = Layout.of(bytes);
        Text text = isNop(layout) ? new Text("nop", "") : respell(split(formatter.format(instruction)), layout);
        String prefixes = prefixWords.of(layout, instruction, text.operands(), writesHints());
        String head = prefixes + text.mnemonic() + (writesHints() ? PrefixWords.hint(layout) : "");
        if (text.operands().isEmpty()) {
            return head;
        }
        return head + " ".repeat(Math.max(0, MNEMONIC_WIDTH - head.length()) + 1) + text.operands();
    }

    static String emptyIndexName(Layout layout) {
        return layout.has(Layout.ADDRESS_SIZE) ? "eiz" : "riz";
    }

    static String signed(int displacement) {
        return displacement < 0
                ? "-0x" + Long.toHexString(-(long) displacement)
                : "0x" + Integer.toHexString(displacement);
    }

    /** Whether {@code xchg} of a register with itself is the one that does nothing, however wide it is said to be. */
    static boolean isNop(Layout layout) {
        return layout.isOneByte(0x90, 0x90)
                && (layout.rex() & Layout.REX_B) == 0
                && !layout.has(Layout.OPERAND_SIZE)
                && !layout.has(Layout.REPZ);
    }

    static boolean isShift(Layout layout) {
        return layout.isOneByte(0xc0, 0xc1) || layout.isOneByte(0xd0, 0xd3);
    }

    /** Whether the opcode does nothing, and has operands to be of some length (Intel SDM volume 2, NOP). */
    static boolean isReservedNop(Layout layout, String mnemonic) {
        return layout.map() == 1 && layout.opcode() >= 0x18 && layout.opcode() <= 0x1f && mnemonic.startsWith("nop");
    }

    /** The x87 registers that iced-x86 leaves out when they are the ones that an assembler would assume. */
    enum HiddenStack {
        NONE,
        SECOND,
        BOTH
    }

    static HiddenStack hiddenStack(String operands, Layout layout) {
        if (!operands.isEmpty() || !layout.isOneByte(0xd8, 0xdf) || !layout.isRegisterForm()) {
            return HiddenStack.NONE;
        }
        return switch (layout.opcode() << Byte.SIZE | layout.modRm()) {
            // fcom, fcomp, fxch, fucom, fucomp
            case 0xd8d1, 0xd8d9, 0xd9c9, 0xdde1, 0xdde9 -> HiddenStack.SECOND;
            // faddp, fmulp, fsubp, fsubrp, fdivp, fdivrp
            case 0xdec1, 0xdec9, 0xdee1, 0xdee9, 0xdef1, 0xdef9 -> HiddenStack.BOTH;
            default -> HiddenStack.NONE;
        };
    }

    private static Text split(String text) {
        int start = 0;
        int end = wordEnd(text, start);
        while (end < text.length() && isPrefixWord(text.substring(start, end))) {
            start = end;
            while (start < text.length() && text.charAt(start) == ' ') {
                start++;
            }
            end = wordEnd(text, start);
        }
        String mnemonic = text.substring(start, end);
        int comma = mnemonic.indexOf(',');
        return new Text(
                comma < 0 ? mnemonic : mnemonic.substring(0, comma),
                text.substring(end).strip());
    }

    private static int wordEnd(String text, int start) {
        int end = text.indexOf(' ', start);
        return end < 0 ? text.length() : end;
    }

    private static boolean isPrefixWord(String word) {
        return switch (word) {
            case "lock", "rep", "repe", "repne", "bnd", "notrack", "xacquire", "xrelease", "hnt", "ht" -> true;
            case "data16", "data32", "addr16", "addr32", "cs", "ds", "es", "ss", "fs", "gs", "rex.w" -> true;
            default -> false;
        };
    }
}

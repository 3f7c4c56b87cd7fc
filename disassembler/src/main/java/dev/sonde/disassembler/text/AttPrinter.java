package dev.sonde.disassembler.text;

import dev.sonde.disassembler.iced.IcedFormatter;
import dev.sonde.disassembler.iced.WasmInstance;
import java.util.Optional;

/** AT&T syntax, as gdb prints it unless told otherwise. */
public final class AttPrinter extends Printer {
    private static final String ONE = "$0x1,";

    public AttPrinter(WasmInstance wasm) {
        super(wasm, IcedFormatter.Syntax.GAS);
    }

    @Override
    boolean writesHints() {
        return true;
    }

    @Override
    Text respell(Text iced, Layout layout) {
        // The price of always showing the scale: iced leaves the comma where there is no index.
        String operands = iced.operands().replace(",)", ")");
        if (layout.hasEmptyIndex()) {
            operands = emptyIndex(operands, layout);
        }
        if (isReservedNop(layout, iced.mnemonic())) {
            return reservedNop(iced.mnemonic(), operands, layout);
        }
        String mnemonic = mnemonic(iced.mnemonic(), layout);
        if (layout.map() == 1 && (layout.opcode() == 0x21 || layout.opcode() == 0x23)) {
            operands = operands.replace("%dr", "%db");
        }
        return new Text(mnemonic, layout.map() == 0 ? oneByteOperands(operands, layout) : operands);
    }

    /** Binutils writes an index that is none as a register that reads as zero. */
    private static String emptyIndex(String operands, Layout layout) {
        String index = ",%" + emptyIndexName(layout) + "," + layout.scale() + ")";
        if (layout.hasNoBase()) {
            String absolute = "0x" + Long.toHexString(layout.displacement());
            return operands.replaceFirst("\\b" + absolute + "\\b", signed(layout.displacement()) + "(" + index);
        }
        return operands.replaceFirst("(\\(%[a-z0-9]+)\\)", "$1" + index);
    }

    private static String mnemonic(String mnemonic, Layout layout) {
        if (mnemonic.startsWith("sal") && isShift(layout)) {
            return "shl" + mnemonic.substring("sal".length());
        }
        return switch (mnemonic) {
            case "callq" -> "call";
            case "jmpq" -> "jmp";
            case "pushq" -> layout.opcode() == 0xff ? "push" : mnemonic;
            case "popq" -> "pop";
            case "lretl" -> "lret";
            case "iretl" -> "iret";
            case "lcalll" -> "lcall";
            case "ljmpl" -> "ljmp";
            case "wait" -> "fwait";
            default -> mnemonic;
        };
    }

    /** Binutils shows one operand, and the size of memory. */
    private static Text reservedNop(String mnemonic, String operands, Layout layout) {
        int comma = operands.indexOf(',');
        // The operand left out is a register and comes first; a memory operand may start with a segment register.
        boolean two = comma >= 0 && operands.startsWith("%") && operands.indexOf(':') < 0;
        String shown = two ? operands.substring(comma + 1) : operands;
        boolean sized = mnemonic.length() > "nop".length() || layout.isRegisterForm();
        String suffix = (layout.rex() & Layout.REX_W) != 0 ? "q" : layout.has(Layout.OPERAND_SIZE) ? "w" : "l";
        return new Text(sized ? mnemonic : mnemonic + suffix, shown);
    }

    private static String oneByteOperands(String operands, Layout layout) {
        Optional<StringOperation> string = StringOperation.of(layout);
        if (string.isPresent()) {
            return string.get().attOperands();
        }
        return switch (layout.opcode()) {
            case 0xd0, 0xd1 -> operands.startsWith(ONE) ? operands.substring(ONE.length()) : operands;
            case 0x69, 0x6b -> {
                int comma = operands.indexOf(',');
                boolean two = operands.indexOf(',', comma + 1) < 0;
                yield two ? operands + operands.substring(comma) : operands;
            }
            case 0xec, 0xed, 0xee, 0xef -> operands.replace("%dx", "(%dx)");
            default ->
                switch (hiddenStack(operands, layout)) {
                    case NONE -> operands;
                    case SECOND -> "%st(1)";
                    case BOTH -> "%st,%st(1)";
                };
        };
    }
}

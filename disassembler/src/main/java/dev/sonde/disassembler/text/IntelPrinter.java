package dev.sonde.disassembler.text;

import dev.sonde.disassembler.iced.IcedFormatter;
import dev.sonde.disassembler.iced.WasmInstance;
import java.util.Optional;

/** Intel syntax, as gdb prints it after {@code set disassembly-flavor intel}. */
public final class IntelPrinter extends Printer {
    private static final int HEX = 16;

    public IntelPrinter(WasmInstance wasm) {
        super(wasm, IcedFormatter.Syntax.MASM);
    }

    @Override
    boolean writesHints() {
        return false;
    }

    @Override
    Text respell(Text iced, Layout layout) {
        Optional<StringOperation> string = StringOperation.of(layout);
        if (string.isPresent()) {
            return new Text(string.get().intelMnemonic(), string.get().intelOperands());
        }
        if (layout.isOneByte(0xcc, 0xcc)) {
            return new Text("int3", "");
        }
        String mnemonic = mnemonic(iced.mnemonic(), layout);
        String operands = quadwords(ipRelative(absoluteAddress(iced.operands())));
        if (layout.hasEmptyIndex()) {
            operands = emptyIndex(operands, layout);
        }
        if (isReservedNop(layout, iced.mnemonic())) {
            int comma = operands.indexOf(',');
            return new Text(mnemonic, comma < 0 ? operands : operands.substring(0, comma));
        }
        if (layout.map() == 0) {
            operands = oneByteOperands(operands, layout);
        }
        return new Text(mnemonic, operands);
    }

    /** Binutils writes an index that is none as a register that reads as zero. */
    private static String emptyIndex(String operands, Layout layout) {
        String index = emptyIndexName(layout) + "*" + layout.scale();
        if (layout.hasNoBase()) {
            String displacement = signed(layout.displacement());
            String address = "[" + index + (displacement.startsWith("-") ? "" : "+") + displacement + "]";
            return operands.replaceFirst("(ds:)?\\b0x" + Long.toHexString(layout.displacement()) + "\\b", address);
        }
        return operands.replaceFirst("(\\[[a-z0-9]+)(?![a-z0-9+]*\\*)", "$1+" + index);
    }

    private static String mnemonic(String mnemonic, Layout layout) {
        boolean wideImmediate = layout.isOneByte(0xb8, 0xbf) && (layout.rex() & Layout.REX_W) != 0;
        if (wideImmediate || layout.isOneByte(0xa0, 0xa3)) {
            return "movabs";
        }
        if (mnemonic.equals("sal") && isShift(layout)) {
            return "shl";
        }
        boolean narrow = layout.has(Layout.OPERAND_SIZE) && (layout.rex() & Layout.REX_W) == 0;
        return switch (mnemonic) {
            case "wait" -> "fwait";
            case "popf", "popfq" -> narrow ? "popfw" : "popf";
            case "pushf", "pushfq" -> narrow ? "pushfw" : "pushf";
            case "iret" -> "iretw";
            case "iretd" -> "iret";
            case "sysret" -> "sysretd";
            case "sysexit" -> "sysexitd";
            case "loopd" -> "loop";
            case "looped" -> "loope";
            case "loopned" -> "loopne";
            default -> mnemonic;
        };
    }

    /** Binutils names an address without registers by its segment, and leaves out the brackets. */
    private static String absoluteAddress(String operands) {
        int open = operands.indexOf("[0x");
        if (open < 0) {
            return operands;
        }
        int close = operands.indexOf(']', open);
        String segment = operands.charAt(open - 1) == ':' ? "" : "ds:";
        return operands.substring(0, open)
                + segment
                + operands.substring(open + 1, close)
                + operands.substring(close + 1);
    }

    /** Iced-x86 names the size of an MMX register by itself, as it does those of the wider ones. */
    private static String quadwords(String operands) {
        int at = operands.indexOf("MMWORD");
        boolean whole = at == 0 || (at > 0 && operands.charAt(at - 1) == ',');
        return whole ? operands.substring(0, at) + "QWORD" + operands.substring(at + "MMWORD".length()) : operands;
    }

    /** Binutils writes a negative distance from the instruction pointer as the unsigned number of 64 bits. */
    private static String ipRelative(String operands) {
        int at = operands.indexOf("ip-0x");
        if (at < 0) {
            return operands;
        }
        int sign = at + "ip".length();
        int digits = at + "ip-0x".length();
        int close = operands.indexOf(']', digits);
        long distance = -Long.parseLong(operands, digits, close, HEX);
        return operands.substring(0, sign) + "+0x" + Long.toHexString(distance) + operands.substring(close);
    }

    private static String oneByteOperands(String operands, Layout layout) {
        return switch (layout.opcode()) {
            case 0xd0, 0xd1 ->
                operands.endsWith(",0x1") ? operands.substring(0, operands.length() - "0x1".length()) + "1" : operands;
            case 0x69, 0x6b -> {
                int comma = operands.indexOf(',');
                boolean two = operands.indexOf(',', comma + 1) < 0;
                yield two ? operands.substring(0, comma + 1) + operands : operands;
            }
            case 0x86, 0x87 -> {
                int comma = operands.indexOf(',');
                yield operands.substring(comma + 1) + "," + operands.substring(0, comma);
            }
            case 0xa0, 0xa1, 0xa2, 0xa3 -> operands.replaceFirst("[A-Z]+ PTR ", "");
            default ->
                switch (hiddenStack(operands, layout)) {
                    case NONE -> operands;
                    case SECOND -> "st(1)";
                    case BOTH -> "st(1),st";
                };
        };
    }
}

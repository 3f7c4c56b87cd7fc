package dev.sonde.engine.x86_64;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What gdb's {@code info float} shows: the physical x87 registers, and the fields of the control registers. */
public final class X87Text {
    /** One more than the decimal digits that any 64-bit significand keeps. */
    private static final int DIGITS = 19;

    private static final int NUMBER_WIDTH = 27;
    private static final int TAG_WIDTH = 7;

    private static final List<String> EXCEPTIONS = List.of("I", "D", "Z", "O", "U", "P");
    private static final List<String> PRECISIONS = List.of(
            "Single Precision (24-bits)", "Reserved", "Double Precision (53-bits)", "Extended Precision (64-bits)");
    private static final List<String> ROUNDINGS =
            List.of("Round to nearest", "Round down", "Round up", "Round toward zero");

    private X87Text() {}

    /** The lines, without their ends. */
    public static List<String> lines(RegisterFile registers) {
        RegisterTable table = registers.table();
        int control = (int) registers.readLong(Register.FCTRL);
        int status = (int) registers.readLong(Register.FSTAT);
        int tags = (int) registers.readLong(Register.FTAG);
        int top = (status >>> 11) & 7;
        List<String> lines = new ArrayList<>();
        for (int physical = 7; physical >= 0; physical--) {
            Register onStack = table.require("st" + ((physical - top) & 7));
            Float80 content = Float80.fromBytes(registers.readBytes(onStack));
            lines.add(row(physical, physical == top, X87Tag.in(tags, physical), content));
        }
        lines.add("");
        lines.add(statusWord(status));
        lines.add("                       TOP: " + top);
        lines.add(controlWord(control));
        lines.add("                       PC: " + PRECISIONS.get((control >>> 8) & 3));
        lines.add("                       RC: " + ROUNDINGS.get((control >>> 10) & 3));
        lines.add("Tag Word:            0x" + hex(tags, 4));
        lines.add("Instruction Pointer: " + farPointer(registers, "fiseg", "fioff"));
        lines.add("Operand Pointer:     " + farPointer(registers, "foseg", "fooff"));
        long opcode = registers.readLong(table.require("fop"));
        // The processor keeps 11 bits of it; the rest is that of every x87 instruction.
        lines.add("Opcode:              0x" + hex(opcode == 0 ? 0 : opcode | 0xd800, 4));
        return lines;
    }

    private static String row(int physical, boolean isTop, X87Tag tag, Float80 content) {
        String start = (isTop ? "=>R" : "  R")
                + physical
                + ": "
                + padded(tag.title(), TAG_WIDTH)
                + " 0x"
                + RegisterText.rawHexadecimal(content);
        return switch (tag) {
            case EMPTY -> start;
            case VALID, ZERO -> start + " " + padded(number(content), NUMBER_WIDTH);
            case SPECIAL -> start + " " + special(content);
        };
    }

    private static String number(Float80 content) {
        BigDecimal magnitude = content.magnitude();
        return (content.isNegative() ? "-" : "+") + FloatText.general(magnitude, DIGITS);
    }

    private static String special(Float80 content) {
        boolean integerBit = content.significand() < 0;
        String sign = content.isNegative() ? "-" : "+";
        if (content.biasedExponent() == Float80.MAX_EXPONENT && integerBit) {
            if (content.isInfinite()) {
                return sign + "Inf";
            }
            if (content.isNegative() && content.significand() == 0xc000_0000_0000_0000L) {
                return "Real Indefinite (QNaN)";
            }
            return (content.significand() & (1L << 62)) != 0 ? "QNaN" : "SNaN";
        }
        if (content.biasedExponent() == 0) {
            return padded(number(content), NUMBER_WIDTH) + " " + (integerBit ? "Pseudo-denormal" : "Denormal");
        }
        return "Unsupported";
    }

    private static String statusWord(int status) {
        StringBuilder line = new StringBuilder("Status Word:         0x" + hex(status, 4) + "  ");
        for (int bit = 0; bit < EXCEPTIONS.size(); bit++) {
            line.append(' ').append(((status >>> bit) & 1) != 0 ? EXCEPTIONS.get(bit) + "E" : "  ");
        }
        line.append("   ").append((status & 0x80) != 0 ? "ES" : "  ");
        line.append("   ").append((status & 0x40) != 0 ? "SF" : "  ");
        line.append("   ");
        List<Integer> conditions = List.of(0x100, 0x200, 0x400, 0x4000);
        for (int i = 0; i < conditions.size(); i++) {
            line.append(i == 0 ? "" : " ").append((status & conditions.get(i)) != 0 ? "C" + i : "  ");
        }
        return line.toString();
    }

    private static String controlWord(int control) {
        StringBuilder line = new StringBuilder("Control Word:        0x" + hex(control, 4) + "  ");
        for (int bit = 0; bit < EXCEPTIONS.size(); bit++) {
            line.append(' ').append(((control >>> bit) & 1) != 0 ? EXCEPTIONS.get(bit) + "M" : "  ");
        }
        return line.toString();
    }

    private static String farPointer(RegisterFile registers, String selector, String offset) {
        RegisterTable table = registers.table();
        return "0x" + hex(registers.readLong(table.require(selector)), 2) + ":0x"
                + hex(registers.readLong(table.require(offset)), 8);
    }

    private static String hex(long value, int digits) {
        String text = Long.toHexString(value);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}

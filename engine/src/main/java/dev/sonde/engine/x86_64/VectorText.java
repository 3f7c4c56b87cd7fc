package dev.sonde.engine.x86_64;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The text of a vector register as gdb prints it: a union with one member for each type of element. */
public final class VectorText {
    /** How many equal elements in a row gdb writes once, with their number. */
    private static final int REPEAT_THRESHOLD = 10;

    private final byte[] bytes;
    private final boolean hexadecimal;

    private enum Element {
        BFLOAT16("bfloat16", 2),
        HALF("half", 2),
        FLOAT("float", 4),
        DOUBLE("double", 8),
        INT8("int8", 1),
        INT16("int16", 2),
        INT32("int32", 4),
        INT64("int64", 8),
        INT128("int128", 16);

        private final String title;
        private final int size;

        Element(String title, int size) {
            this.title = title;
            this.size = size;
        }
    }

    private VectorText(byte[] bytes, boolean hexadecimal) {
        this.bytes = bytes;
        this.hexadecimal = hexadecimal;
    }

    /** The text in which numbers are decimal, as {@code print $xmm0} gives it. */
    public static String natural(VectorValue value) {
        return new VectorText(value.bytes(), false).text();
    }

    /** The text in which every element's bits are hexadecimal, as {@code info registers xmm0} gives it. */
    public static String hexadecimal(VectorValue value) {
        return new VectorText(value.bytes(), true).text();
    }

    private String text() {
        List<String> members = new ArrayList<>();
        if (bytes.length == Long.BYTES) {
            members.add("uint64 = " + number(unsigned(0, Long.BYTES)));
            for (Element element : List.of(Element.INT32, Element.INT16, Element.INT8)) {
                members.add(member(element));
            }
        } else {
            for (Element element : Element.values()) {
                // The 128 bits of an xmm register are one number, not a vector of one element.
                members.add(
                        element.size == bytes.length
                                ? "uint128 = " + number(unsigned(0, element.size))
                                : member(element));
            }
        }
        return "{" + String.join(", ", members) + "}";
    }

    private String member(Element element) {
        int count = bytes.length / element.size;
        List<String> texts = new ArrayList<>();
        for (int start = 0; start < count; ) {
            int end = start + 1;
            while (end < count && sameBits(element, start, end)) {
                end++;
            }
            String text = element(element, start * element.size);
            if (end - start >= REPEAT_THRESHOLD) {
                texts.add(text + " <repeats " + (end - start) + " times>");
                start = end;
            } else {
                texts.add(text);
                start++;
            }
        }
        return "v" + count + "_" + element.title + " = {" + String.join(", ", texts) + "}";
    }

    private boolean sameBits(Element element, int one, int other) {
        for (int i = 0; i < element.size; i++) {
            if (bytes[one * element.size + i] != bytes[other * element.size + i]) {
                return false;
            }
        }
        return true;
    }

    private String element(Element element, int offset) {
        BigInteger bits = unsigned(offset, element.size);
        if (hexadecimal) {
            return number(bits);
        }
        return switch (element) {
            case BFLOAT16 -> FloatText.BFLOAT16.text(bits.longValue());
            case HALF -> FloatText.HALF.text(bits.longValue());
            case FLOAT -> FloatText.SINGLE.text(bits.longValue());
            case DOUBLE -> FloatText.DOUBLE.text(bits.longValue());
            case INT8, INT16, INT32, INT64, INT128 -> signed(bits, element.size).toString();
        };
    }

    private String number(BigInteger unsigned) {
        return hexadecimal ? "0x" + unsigned.toString(16) : unsigned.toString();
    }

    private BigInteger unsigned(int offset, int size) {
        byte[] bigEndian = new byte[size];
        for (int i = 0; i < size; i++) {
            bigEndian[i] = bytes[offset + size - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    private static BigInteger signed(BigInteger unsigned, int size) {
        int bits = size * Byte.SIZE;
        return unsigned.testBit(bits - 1) ? unsigned.subtract(BigInteger.ONE.shiftLeft(bits)) : unsigned;
    }
}

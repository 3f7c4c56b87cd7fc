package dev.sonde.engine.x86_64;

/** The content of an x87 register as its two bits of the tag word classify it (Intel SDM vol. 1 section 8.1.7). */
public enum X87Tag {
    VALID(0, "Valid"),
    ZERO(1, "Zero"),
    SPECIAL(2, "Special"),
    EMPTY(3, "Empty");

    private final int bits;
    private final String title;

    X87Tag(int bits, String title) {
        this.bits = bits;
        this.title = title;
    }

    /** The tag of a register that is in use. */
    public static X87Tag of(Float80 content) {
        int exponent = content.biasedExponent();
        if (exponent == 0) {
            return content.significand() == 0 ? ZERO : SPECIAL;
        }
        return exponent != Float80.MAX_EXPONENT && content.significand() < 0 ? VALID : SPECIAL;
    }

    /** The tag of a physical register, 0 to 7, in a full tag word. */
    public static X87Tag in(int tagWord, int physical) {
        int bits = (tagWord >>> (2 * physical)) & 3;
        for (X87Tag tag : values()) {
            if (tag.bits == bits) {
                return tag;
            }
        }
        throw new AssertionError(bits);
    }

    /** The two bits in the tag word. */
    public int bits() {
        return bits;
    }

    /** The word by which {@code info float} shows it. */
    public String title() {
        return title;
    }
}

package dev.sonde.engine.x86_64;

/**
 * The six status flags after an operation (Intel SDM vol. 1 section 3.4.3.1 and the instructions' pages in vol. 2).
 *
 * <p>Operands and results are given in 64 bits; only their low {@code size} bytes count.
 */
final class ArithmeticFlags {
    private static final long STATUS = Eflags.CF.mask()
            | Eflags.PF.mask()
            | Eflags.AF.mask()
            | Eflags.ZF.mask()
            | Eflags.SF.mask()
            | Eflags.OF.mask();

    private ArithmeticFlags() {}

    static long add(long eflags, long left, long right, int size) {
        long result = left + right;
        boolean carry = Long.compareUnsigned(truncate(result, size), truncate(left, size)) < 0;
        return withResult(eflags, result, size)
                | flag(Eflags.CF, carry)
                | flag(Eflags.AF, ((left ^ right ^ result) & 0x10) != 0)
                | flag(Eflags.OF, isNegative((left ^ result) & (right ^ result), size));
    }

    static long subtract(long eflags, long left, long right, int size) {
        long result = left - right;
        boolean borrow = Long.compareUnsigned(truncate(left, size), truncate(right, size)) < 0;
        return withResult(eflags, result, size)
                | flag(Eflags.CF, borrow)
                | flag(Eflags.AF, ((left ^ right ^ result) & 0x10) != 0)
                | flag(Eflags.OF, isNegative((left ^ right) & (left ^ result), size));
    }

    /** After and, or, xor and test. AF is undefined; the processors clear it. */
    static long logical(long eflags, long result, int size) {
        return withResult(eflags, result, size);
    }

    /** Whether the condition in the low four bits of a jcc opcode holds (Intel SDM vol. 2 appendix B.1.4.7). */
    static boolean holds(int condition, long eflags) {
        boolean less = Eflags.SF.isSet(eflags) != Eflags.OF.isSet(eflags);
        boolean holds = switch ((condition >>> 1) & 7) {
            case 0 -> Eflags.OF.isSet(eflags);
            case 1 -> Eflags.CF.isSet(eflags);
            case 2 -> Eflags.ZF.isSet(eflags);
            case 3 -> Eflags.CF.isSet(eflags) || Eflags.ZF.isSet(eflags);
            case 4 -> Eflags.SF.isSet(eflags);
            case 5 -> Eflags.PF.isSet(eflags);
            case 6 -> less;
            default -> less || Eflags.ZF.isSet(eflags);
        };
        // An odd number is the negation of the even one before it.
        return holds == ((condition & 1) == 0);
    }

    static long truncate(long value, int size) {
        return size == Long.BYTES ? value : value & 0xffff_ffffL;
    }

    private static long withResult(long eflags, long result, int size) {
        return (eflags & ~STATUS)
                | flag(Eflags.ZF, truncate(result, size) == 0)
                | flag(Eflags.SF, isNegative(result, size))
                | flag(Eflags.PF, (Long.bitCount(result & 0xff) & 1) == 0);
    }

    private static boolean isNegative(long value, int size) {
        return size == Long.BYTES ? value < 0 : (int) value < 0;
    }

    private static long flag(Eflags flag, boolean set) {
        return set ? flag.mask() : 0;
    }
}

package dev.sonde.engine.syscall;

/** The encoded operation of FUTEX_WAKE_OP, futex(2). */
final class FutexWakeOperation {
    private static final String[] OPERATIONS = {
        "FUTEX_OP_SET", "FUTEX_OP_ADD", "FUTEX_OP_OR", "FUTEX_OP_ANDN", "FUTEX_OP_XOR"
    };
    private static final String[] COMPARISONS = {
        "FUTEX_OP_CMP_EQ", "FUTEX_OP_CMP_NE", "FUTEX_OP_CMP_LT", "FUTEX_OP_CMP_LE", "FUTEX_OP_CMP_GT", "FUTEX_OP_CMP_GE"
    };
    private static final int SHIFT_OPERAND = 8;

    private FutexWakeOperation() {}

    static String format(long value) {
        int operation = (int) ((value >>> 28) & 0xf);
        String shift = (operation & SHIFT_OPERAND) == 0 ? "" : "FUTEX_OP_OPARG_SHIFT<<28|";
        return shift
                + name(OPERATIONS, operation & ~SHIFT_OPERAND) + "<<28|"
                + Scalars.hex((value >>> 12) & 0xfff) + "<<12|"
                + name(COMPARISONS, (int) ((value >>> 24) & 0xf)) + "<<24|"
                + Scalars.hex(value & 0xfff);
    }

    private static String name(String[] names, int index) {
        return index < names.length ? names[index] : Scalars.hex(index);
    }
}

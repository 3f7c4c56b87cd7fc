package dev.sonde.disassembler;

/** How an instruction uses a register or memory. */
public enum Access {
    /** It reads. */
    READ,
    /** It reads under a condition: a mask, a flag, a count that may be zero. */
    CONDITIONAL_READ,
    /** It writes. */
    WRITE,
    /** It writes under a condition; otherwise the old value stays. */
    CONDITIONAL_WRITE,
    /** It reads and writes. */
    READ_WRITE,
    /** It reads, and writes under a condition. */
    READ_CONDITIONAL_WRITE,
    /** It names the memory without touching it, as {@code lea} and {@code prefetch} do. */
    NONE;

    /** Whether it reads at least under a condition. */
    public boolean reads() {
        return switch (this) {
            case READ, CONDITIONAL_READ, READ_WRITE, READ_CONDITIONAL_WRITE -> true;
            case WRITE, CONDITIONAL_WRITE, NONE -> false;
        };
    }

    /** Whether it writes at least under a condition. */
    public boolean writes() {
        return switch (this) {
            case WRITE, CONDITIONAL_WRITE, READ_WRITE, READ_CONDITIONAL_WRITE -> true;
            case READ, CONDITIONAL_READ, NONE -> false;
        };
    }
}

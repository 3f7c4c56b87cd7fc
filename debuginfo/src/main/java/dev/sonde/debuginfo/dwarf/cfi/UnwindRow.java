package dev.sonde.debuginfo.dwarf.cfi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For the instructions of one address range: where the frame's CFA is, and how to recover the caller's registers.
 *
 * <p>Immutable. Source: one row of the table that DWARF 5 section 6.4.1 describes.
 */
public final class UnwindRow {
    private final long start;
    private final long end;
    private final CfaRule cfa;
    private final @Nullable RegisterRule[] rules;
    private final int returnAddressRegister;
    private final boolean signalFrame;

    /** The row keeps {@code rules}, indexed by DWARF register number, which must not change any more. */
    UnwindRow(
            long start,
            long end,
            CfaRule cfa,
            @Nullable RegisterRule[] rules,
            int returnAddressRegister,
            boolean signalFrame) {
        this.start = start;
        this.end = end;
        this.cfa = cfa;
        this.rules = rules;
        this.returnAddressRegister = returnAddressRegister;
        this.signalFrame = signalFrame;
    }

    /** The file address of the first instruction the row holds for. */
    public long start() {
        return start;
    }

    /** The file address after the last instruction the row holds for. */
    public long end() {
        return end;
    }

    /** Whether the row holds for the instruction at {@code fileAddress}. */
    public boolean contains(long fileAddress) {
        // Unsigned, and right for a range that ends at 2^64.
        return Long.compareUnsigned(fileAddress - start, end - start) < 0;
    }

    /** How to compute the CFA. */
    public CfaRule cfa() {
        return cfa;
    }

    /** The rule of a register, empty when the calling convention decides. */
    public Optional<RegisterRule> rule(int register) {
        return register >= 0 && register < rules.length ? Optional.ofNullable(rules[register]) : Optional.empty();
    }

    /** The DWARF numbers, ascending, of the registers that have a rule. */
    public List<Integer> registers() {
        var registers = new ArrayList<Integer>();
        for (int i = 0; i < rules.length; i++) {
            if (rules[i] != null) {
                registers.add(i);
            }
        }
        return registers;
    }

    /** The DWARF number of the register (or column) whose rule recovers the caller's pc. */
    public int returnAddressRegister() {
        return returnAddressRegister;
    }

    /**
     * Whether a signal handler returns through this code, so that the caller was interrupted: its pc is that of the
     * instruction to look up, not one behind a call.
     */
    public boolean signalFrame() {
        return signalFrame;
    }

    @Override
    public String toString() {
        return "UnwindRow[0x" + Long.toHexString(start) + ", 0x" + Long.toHexString(end) + ") cfa=" + cfa + " rules="
                + Arrays.toString(rules) + (signalFrame ? " signal" : "");
    }
}

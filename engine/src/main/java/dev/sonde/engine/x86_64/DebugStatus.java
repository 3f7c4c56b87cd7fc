package dev.sonde.engine.x86_64;

import java.util.ArrayList;
import java.util.List;

/**
 * DR6 decoded: why the last debug exception happened. Several reasons may hold at once, and the processor never clears
 * them; whoever reads them writes {@link #CLEARED} afterwards.
 *
 * <p>Source: Intel SDM vol. 3 section 18.2.3; in older editions 17.2.3.
 *
 * @param dr6 the register
 */
public record DebugStatus(long dr6) {
    /** What to write to DR6 so that the next exception can be told from this one. */
    public static final long CLEARED = 0;

    private static final long BD = 1L << 13;
    private static final long BS = 1L << 14;
    private static final long BT = 1L << 15;

    /**
     * The slots whose condition was met. The processor may also report a slot that is switched off, so a caller looks at
     * DR7 as well.
     */
    public List<Integer> slots() {
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < DebugControl.SLOTS; slot++) {
            if ((dr6 & (1L << slot)) != 0) {
                slots.add(slot);
            }
        }
        return slots;
    }

    /** The slots whose condition was met and that {@code dr7} has switched on. */
    public List<Integer> enabledSlots(long dr7) {
        return slots().stream()
                .filter(slot -> DebugControl.isEnabled(dr7, slot))
                .toList();
    }

    /** Whether a single step ended (BS). */
    public boolean isSingleStep() {
        return (dr6 & BS) != 0;
    }

    /** Whether the next instruction would access a debug register (BD). */
    public boolean isDebugRegisterAccess() {
        return (dr6 & BD) != 0;
    }

    /** Whether a task was switched to whose segment asks for a trap (BT). */
    public boolean isTaskSwitch() {
        return (dr6 & BT) != 0;
    }
}

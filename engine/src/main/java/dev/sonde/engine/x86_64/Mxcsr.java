package dev.sonde.engine.x86_64;

import java.util.ArrayList;
import java.util.List;

/** The one-bit fields of {@code mxcsr} (Intel SDM vol. 1 section 10.2.3), in the order in which gdb names them. */
public enum Mxcsr {
    IE(0),
    DE(1),
    ZE(2),
    OE(3),
    UE(4),
    PE(5),
    DAZ(6),
    IM(7),
    DM(8),
    ZM(9),
    OM(10),
    UM(11),
    PM(12),
    FZ(15);

    private final long mask;

    Mxcsr(int bit) {
        this.mask = 1L << bit;
    }

    /** The bit of this field. */
    public long mask() {
        return mask;
    }

    /** Whether this bit is set in {@code mxcsr}. */
    public boolean isSet(long mxcsr) {
        return (mxcsr & mask) != 0;
    }

    /** The names of the bits that are set, as gdb prints them; the rounding control has no name. */
    public static String text(long mxcsr) {
        List<String> names = new ArrayList<>();
        for (Mxcsr flag : values()) {
            if (flag.isSet(mxcsr)) {
                names.add(flag.name());
            }
        }
        return FlagText.bracketed(names);
    }
}

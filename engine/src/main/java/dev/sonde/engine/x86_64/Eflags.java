package dev.sonde.engine.x86_64;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The flags of {@code eflags} (Intel SDM vol. 1 section 3.4.3), in the order in which gdb names them. */
public enum Eflags {
    CF(0),
    PF(2),
    AF(4),
    ZF(6),
    SF(7),
    TF(8),
    IF(9),
    DF(10),
    OF(11),
    NT(14),
    RF(16),
    VM(17),
    AC(18),
    VIF(19),
    VIP(20),
    ID(21);

    private final long mask;

    Eflags(int bit) {
        this.mask = 1L << bit;
    }

    /** The bit of this flag. */
    public long mask() {
        return mask;
    }

    /** Whether this flag is set in {@code eflags}. */
    public boolean isSet(long eflags) {
        return (eflags & mask) != 0;
    }

    /** The value of {@code eflags} with this flag set or clear. */
    public long with(long eflags, boolean set) {
        return set ? eflags | mask : eflags & ~mask;
    }

    /** The flag with this name, in either case. */
    public static Optional<Eflags> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (Eflags flag : values()) {
            if (flag.name().equals(upper)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }

    /** The names of the flags that are set, as gdb prints them: {@code [ ZF PF ]} in the order of the bits. */
    public static String text(long eflags) {
        List<String> names = new ArrayList<>();
        for (Eflags flag : values()) {
            if (flag.isSet(eflags)) {
                names.add(flag.name());
            }
        }
        return FlagText.bracketed(names);
    }
}

package dev.sonde.engine.value;

import dev.sonde.engine.x86_64.Eflags;
import dev.sonde.engine.x86_64.Mxcsr;
import java.util.Arrays;
import java.util.OptionalLong;

/** The registers whose bits have names. */
public enum FlagRegister {
    /** Intel SDM vol. 1 section 3.4.3. */
    EFLAGS("i386_eflags") {
        @Override
        public String text(long bits) {
            return Eflags.text(bits);
        }

        @Override
        public OptionalLong mask(String flag) {
            return Arrays.stream(Eflags.values())
                    .filter(f -> f.name().equals(flag))
                    .mapToLong(Eflags::mask)
                    .findFirst();
        }
    },
    /** Intel SDM vol. 1 section 10.2.3. */
    MXCSR("i386_mxcsr") {
        @Override
        public String text(long bits) {
            return Mxcsr.text(bits);
        }

        @Override
        public OptionalLong mask(String flag) {
            return Arrays.stream(Mxcsr.values())
                    .filter(f -> f.name().equals(flag))
                    .mapToLong(Mxcsr::mask)
                    .findFirst();
        }
    };

    private final String typeName;

    FlagRegister(String typeName) {
        this.typeName = typeName;
    }

    /** The name of the type, as gdb spells it. */
    public String typeName() {
        return typeName;
    }

    /** The names of the bits that are set, between brackets. */
    public abstract String text(long bits);

    /** The bit with this name. */
    public abstract OptionalLong mask(String flag);
}

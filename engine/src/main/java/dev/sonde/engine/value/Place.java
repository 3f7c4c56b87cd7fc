package dev.sonde.engine.value;

import dev.sonde.engine.x86_64.Register;

/** Where a value lives, so that it can be changed. */
public sealed interface Place {
    /** Nowhere: the value was computed. */
    record Nowhere() implements Place {
        /** The one that is needed. */
        public static final Nowhere INSTANCE = new Nowhere();
    }

    /**
     * In the memory of the program.
     *
     * @param address of its first byte
     */
    record InMemory(long address) implements Place {}

    /**
     * In a register of the selected thread.
     *
     * @param register which one
     * @param offset of its first byte from the least significant byte of the register
     */
    record InRegister(Register register, int offset) implements Place {}

    /**
     * In a convenience variable.
     *
     * @param name without the dollar sign
     * @param offset of its first byte from the first byte of the variable's value
     */
    record InVariable(String name, int offset) implements Place {}

    /** The place of a part that starts {@code bytes} later. */
    default Place plus(long bytes) {
        return switch (this) {
            case Nowhere _ -> this;
            case InMemory(long address) -> new InMemory(address + bytes);
            case InRegister(Register register, int offset) -> new InRegister(register, (int) (offset + bytes));
            case InVariable(String name, int offset) -> new InVariable(name, (int) (offset + bytes));
        };
    }
}

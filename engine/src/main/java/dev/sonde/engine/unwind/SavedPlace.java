package dev.sonde.engine.unwind;

import dev.sonde.engine.x86_64.Register;

/** Where a frame's value of a register is kept while the frames that it called are active. */
public sealed interface SavedPlace {
    /** Still in a register of the thread, not always the same one. */
    record InRegister(Register register) implements SavedPlace {}

    /** In memory, where one of the called functions saved its eight bytes. */
    record InMemory(long address) implements SavedPlace {}

    /** Nowhere: it follows from the layout of the stack, as rsp does. */
    record Computed(long value) implements SavedPlace {}

    /** Nowhere: the called functions may have overwritten it. */
    record NotSaved() implements SavedPlace {}
}

package dev.sonde.engine.x86_64;

import java.util.List;

/** How gdb writes the flags of a register that are set. */
final class FlagText {
    private FlagText() {}

    /** The names between brackets, each followed by a space; an empty name stands for a flag without one. */
    static String bracketed(List<String> names) {
        StringBuilder text = new StringBuilder("[ ");
        for (String name : names) {
            text.append(name).append(' ');
        }
        return text.append(']').toString();
    }
}

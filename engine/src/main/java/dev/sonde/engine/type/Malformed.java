package dev.sonde.engine.type;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.engine.error.DebugException;
import java.util.function.Supplier;

/** What is read when a type is used, long after the file was opened. */
final class Malformed {
    private Malformed() {}

    /**
     * What {@code reader} reads.
     *
     * @throws DebugException if the debugging information is malformed
     */
    static <T> T guard(Die die, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (FormatException e) {
            throw new DebugException(
                    "The type at 0x" + Long.toHexString(die.offset()) + " of "
                            + die.unit().section() + " is malformed: " + e.getMessage(),
                    e);
        }
    }
}

package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Values;
import java.util.List;
import java.util.Optional;

/** A variable at an address, wherever the program is. */
public final class WatchedMemory implements WatchedExpression {
    private final String text;
    private final Type type;
    private final long givenAddress;
    private final boolean inFile;
    private volatile long address;

    /**
     * What is at {@code address}.
     *
     * @param text what to call it
     * @param type what is there; it has a size
     * @param inFile whether the address is one of the executable's file, whatever place it is loaded at
     */
    public WatchedMemory(String text, Type type, long address, boolean inFile) {
        this.text = text;
        this.type = type;
        this.inFile = inFile;
        givenAddress = address;
        this.address = address;
    }

    /** An unsigned integer of {@code length} bytes, or as many bytes where there is none of that size. */
    static Type typeOf(long length) {
        return switch ((int) length) {
            case Byte.BYTES -> Types.UNSIGNED_CHAR;
            case Short.BYTES -> Types.UNSIGNED_SHORT;
            case Integer.BYTES -> Types.UNSIGNED_INT;
            case Long.BYTES -> Types.UNSIGNED_LONG;
            default -> Types.arrayOf(Types.UNSIGNED_CHAR, length);
        };
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public void attached(Inferior inferior, LocationResolver resolver) {
        if (inFile) {
            address = resolver.inExecutable(givenAddress);
        }
    }

    @Override
    public Reading read(InferiorThread thread) {
        return new Reading(
                Values.snapshot(Values.load(Optional.of(thread.inferior().memory()), type, address)),
                List.of(new Span(address, type.size())),
                false);
    }
}

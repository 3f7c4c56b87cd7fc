package dev.sonde.engine.value;

import dev.sonde.engine.inferior.Memory;
import java.util.Optional;

/**
 * A base of a class.
 *
 * @param type the base
 * @param offset where it is in the object, in bytes; for a virtual base only the object itself tells
 * @param locator finds a virtual base
 * @param access who knows of it
 */
public record BaseClass(Type type, long offset, Optional<Locator> locator, Access access) {
    /** Finds a virtual base of an object, whose vtable says where it is. */
    @FunctionalInterface
    public interface Locator {
        /**
         * The address of the base.
         *
         * @param object the address of the object
         * @throws dev.sonde.engine.error.DebugException if the vtable cannot be read or makes no sense
         */
        long locate(long object, Memory memory);
    }

    /** Whether it is shared by all classes of an object that have it. */
    public boolean isVirtual() {
        return locator.isPresent();
    }
}

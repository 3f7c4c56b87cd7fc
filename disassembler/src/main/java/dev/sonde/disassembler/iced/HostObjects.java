package dev.sonde.disassembler.iced;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of objects that the module names by handles; a handle given back is used again, so the table is never larger
 * than the most objects alive at one time.
 *
 * <p>Handles start where wasm-bindgen's own tables start: the module never gives back a smaller one.
 */
final class HostObjects {
    private static final int FIRST_HANDLE = 132;

    private final List<@Nullable HostObject> slots = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();

    /** A handle for {@code object}, to be given back with {@link #take}. */
    int put(HostObject object) {
        if (free.isEmpty()) {
            slots.add(object);
            return FIRST_HANDLE + slots.size() - 1;
        }
        int slot = free.removeLast();
        slots.set(slot, object);
        return FIRST_HANDLE + slot;
    }

    /** The object that {@code handle} names. */
    HostObject get(int handle) {
        int slot = handle - FIRST_HANDLE;
        HostObject object = slot >= 0 && slot < slots.size() ? slots.get(slot) : null;
        if (object == null) {
            throw new IllegalStateException("iced-x86's module names no object by the handle " + handle);
        }
        return object;
    }

    /** The object that {@code handle} names; the handle is given back. */
    HostObject take(int handle) {
        HostObject object = get(handle);
        slots.set(handle - FIRST_HANDLE, null);
        free.add(handle - FIRST_HANDLE);
        return object;
    }

    /** How many handles are in use. */
    int size() {
        return slots.size() - free.size();
    }
}

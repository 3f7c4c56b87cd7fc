package dev.sonde.engine.library;

import java.util.List;

/**
 * What the dynamic loader has done since it was looked at last.
 *
 * @param loaded what it has loaded, in its order
 * @param unloaded what it has unloaded
 */
public record LibraryChange(List<SharedLibrary> loaded, List<SharedLibrary> unloaded) {
    /** Nothing. */
    public static final LibraryChange NONE = new LibraryChange(List.of(), List.of());

    public LibraryChange {
        loaded = List.copyOf(loaded);
        unloaded = List.copyOf(unloaded);
    }

    /** Whether nothing was loaded or unloaded. */
    public boolean isEmpty() {
        return loaded.isEmpty() && unloaded.isEmpty();
    }
}

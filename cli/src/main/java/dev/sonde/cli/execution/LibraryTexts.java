package dev.sonde.cli.execution;

import dev.sonde.engine.breakpoint.Catchpoint;
import dev.sonde.engine.library.LibraryChange;
import dev.sonde.engine.library.SharedLibrary;
import java.util.List;
import java.util.stream.Collectors;

/** What a dynamic loader has done, in the lines of a stop. */
final class LibraryTexts {
    private LibraryTexts() {}

    /** The lines for a stop at any event of the loader. */
    static String event(LibraryChange change) {
        return change.isEmpty()
                ? "Stopped due to shared library event (no libraries added or removed)"
                : "Stopped due to shared library event:\n" + lines(change);
    }

    /** The lines for a catchpoint. */
    static String caught(Catchpoint catchpoint, LibraryChange change) {
        return (catchpoint.isTemporary() ? "Temporary catchpoint " : "Catchpoint ") + catchpoint.number() + "\n"
                + lines(change);
    }

    private static String lines(LibraryChange change) {
        String unloaded = line("unloaded", change.unloaded());
        String loaded = line("loaded", change.loaded());
        return unloaded.isEmpty() || loaded.isEmpty() ? unloaded + loaded : unloaded + "\n" + loaded;
    }

    private static String line(String what, List<SharedLibrary> libraries) {
        return libraries.isEmpty()
                ? ""
                : libraries.stream()
                        .map(SharedLibrary::name)
                        .collect(Collectors.joining("\n    ", "  Inferior " + what + " ", ""));
    }
}

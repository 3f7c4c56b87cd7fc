package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.dwarf.Unit;

/**
 * A source file of a unit.
 *
 * @param unit whose line table names it
 * @param number its number there
 * @param name its name as the compiler was given it
 * @param path its path, absolute when the compilation directory is known
 */
record SourceFile(Unit unit, int number, String name, String path) {
    /** The last component of its path. */
    String baseName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether {@code wanted}, a name or the end of a path, means this file. */
    boolean is(String wanted) {
        return means(wanted, path) || means(wanted, name);
    }

    /** Whether {@code wanted} is {@code path}, or as many of its last components as it has itself. */
    static boolean means(String wanted, String path) {
        return path.endsWith(wanted)
                && (path.length() == wanted.length() || path.charAt(path.length() - wanted.length() - 1) == '/');
    }
}

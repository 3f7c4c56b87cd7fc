package dev.sonde.cli.source;

import dev.sonde.engine.symbols.LineRange;
import dev.sonde.engine.symbols.SourceLocation;

/**
 * A source file as the program's debugging information names it.
 *
 * @param name as the compiler was given it
 * @param path its path when it was compiled
 * @param directory where the compiler ran; empty when unknown
 * @param binary the path of the ELF file that was compiled from it
 */
public record SourceRef(String name, String path, String directory, String binary) {
    /** The file of a place. */
    public static SourceRef of(SourceLocation location) {
        return new SourceRef(location.file(), location.path(), location.directory(), location.binary());
    }

    /** The file of a row of a line table. */
    public static SourceRef of(LineRange range) {
        return new SourceRef(range.file(), range.path(), range.directory(), range.binary());
    }
}

package dev.sonde.debuginfo.dwarf;

import java.util.Optional;

/**
 * Finds the files of split DWARF.
 *
 * <p>Implementations may be called from several threads; each answer is kept.
 */
@FunctionalInterface
public interface SplitResolver {
    /**
     * The sections of a {@code .dwo} file. Whether it is the right one is checked by its identifier.
     *
     * @param compilationDirectory the directory that the compiler ran in, empty when unknown
     * @param name the file's name, relative to that directory or absolute
     */
    Optional<SectionSource> dwo(String compilationDirectory, String name);

    /** The sections of the file's package ({@code .dwp}), which is asked before any {@code .dwo} file. */
    default Optional<SectionSource> dwp() {
        return Optional.empty();
    }
}

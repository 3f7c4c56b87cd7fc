package dev.sonde.debuginfo.dwarf.index;

import java.util.List;

/** Finds the things of a file by name. */
public interface NameLookup {
    /**
     * The things with a name, in the order of the file.
     *
     * @param name the name, perhaps with some or all of its scopes ({@code malloc}, {@code os::malloc}, {@code
     *     ::main}). Template arguments and inline or unnamed namespaces may be left out; a list of parameters is not
     *     looked at
     */
    List<IndexEntry> find(String name);
}

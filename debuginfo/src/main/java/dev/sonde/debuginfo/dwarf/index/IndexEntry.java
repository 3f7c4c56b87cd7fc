package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.dwarf.Die;

/**
 * What the index knows of one thing.
 *
 * @param kind what kind of thing it is
 * @param qualifiedName its name with its scopes, such as {@code os::malloc}; unnamed namespaces are written {@code
 *     (anonymous namespace)}
 * @param die its definition
 */
public record IndexEntry(EntryKind kind, String qualifiedName, Die die) {}

package dev.sonde.debuginfo.elf;

import java.util.Optional;

/**
 * The version of a dynamic symbol (Linux Standard Base Core, "Symbol Versioning").
 *
 * @param name the version, such as {@code GLIBC_2.34}
 * @param isDefault whether a reference that names no version gets this one
 * @param library the shared object that must define it, present for a symbol that this file needs
 */
public record SymbolVersion(String name, boolean isDefault, Optional<String> library) {}

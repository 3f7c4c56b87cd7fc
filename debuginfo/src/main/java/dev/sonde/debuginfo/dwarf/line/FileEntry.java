package dev.sonde.debuginfo.dwarf.line;

import java.util.Optional;

/**
 * A source file as a line table names it.
 *
 * <p>Source: DWARF 5 section 6.2.4.
 *
 * @param name its name, absolute or relative to the directory
 * @param directory the index of its directory
 * @param modified when it was modified, in a unit of the producer's choice; 0 when unknown
 * @param size its bytes; 0 when unknown
 * @param md5 the digest of its content in 32 hexadecimal digits
 */
public record FileEntry(String name, int directory, long modified, long size, Optional<String> md5) {}

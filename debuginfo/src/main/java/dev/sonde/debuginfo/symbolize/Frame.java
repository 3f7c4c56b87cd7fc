package dev.sonde.debuginfo.symbolize;

import java.util.Optional;

/**
 * A function that an address belongs to, and where in the source the instruction (or the call of the function inlined
 * into it) is.
 *
 * <p>Source: DWARF 5 section 3.3.8.
 *
 * @param function the function's name, demangled; empty when unknown
 * @param file the path of the source file; the bare name that the symbol table has where nothing else is known
 * @param line the line from 1, 0 when unknown
 * @param column the column from 1, 0 when unknown
 * @param discriminator which of the blocks of the line, 0 when there is but one or for the place of a call
 * @param inlined whether the function was inlined, so that the next frame is where its call was
 */
public record Frame(
        Optional<String> function, Optional<String> file, int line, int column, int discriminator, boolean inlined) {}

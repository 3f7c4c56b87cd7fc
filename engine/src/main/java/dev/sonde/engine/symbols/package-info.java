/**
 * What addresses of a process mean: the ELF files at the places where they are loaded, and their symbols.
 *
 * <p>The only place where file addresses become addresses of a process and back. Knows nothing of breakpoints, frames or
 * backends.
 *
 * {@snippet :
 * Modules modules = loader.ofFile(program);
 * modules.symbolize(pc).ifPresent(place -> System.out.println(place.text())); // main+4
 * }
 */
@NullMarked
package dev.sonde.engine.symbols;

import org.jspecify.annotations.NullMarked;

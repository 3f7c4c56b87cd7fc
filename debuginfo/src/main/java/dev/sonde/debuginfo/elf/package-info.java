/**
 * ELF64 files as Linux on x86-64 uses them: programs, shared objects, separate debug files, relocatable objects and core
 * files.
 *
 * <p>A file is memory-mapped, and opening it reads its header alone; sections, symbols and notes are read when they are
 * first asked for. Everything here is immutable and may be shared between threads. Addresses are file addresses, those
 * that the linker gave out before any load bias, as raw unsigned {@code long}s. Knows nothing of DWARF, of processes,
 * or of where a file is loaded.
 *
 * {@snippet :
 * ElfFile elf = ElfFile.open(Path.of("/bin/ls"));
 * elf.buildId().ifPresent(System.out::println);
 * for (Symbol main : elf.dynamicSymbols().named("main")) {
 *     System.out.printf("%s is at 0x%x%n", main.name(), main.value());
 * }
 * elf.symbolAt(0x4010).ifPresent(symbol -> System.out.println(symbol.name()));
 * }
 */
@NullMarked
package dev.sonde.debuginfo.elf;

import org.jspecify.annotations.NullMarked;

/**
 * Instructions written as gdb writes them: iced-x86's text, with binutils' rules applied where the two differ.
 *
 * <p>Knows nothing of symbols, nor of how the instructions were found. The oracle for every rule here is what
 * {@code objdump} of binutils 2.40 prints, whose printer gdb shares.
 *
 * {@snippet :
 * var printer = new AttPrinter(wasm);
 * String text = printer.print(instruction, bytes);
 * }
 */
@NullMarked
package dev.sonde.disassembler.text;

import org.jspecify.annotations.NullMarked;

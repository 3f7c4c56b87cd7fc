/**
 * x86-64 machine code decoded, explained and written in assembly as gdb writes it.
 *
 * <p>Knows nothing of processes, files or symbol tables: bytes come in, and names come from a
 * {@link dev.sonde.disassembler.SymbolResolver}.
 *
 * {@snippet :
 * var disassembler = new Disassembler();
 * for (Instruction instruction : disassembler.decode(0x401126, code, 10)) {
 *     System.out.println(disassembler.format(instruction, Syntax.ATT, SymbolResolver.NONE));
 * }
 * }
 */
@NullMarked
package dev.sonde.disassembler;

import org.jspecify.annotations.NullMarked;

/**
 * Commands about memory: examining, disassembling, searching, and exchanging it with files.
 *
 * <p>Knows nothing of breakpoints, which memory never shows, nor of how the program is run.
 *
 * {@snippet :
 * session.execute("x/4i $pc");
 * session.execute("dump memory stack.bin $sp $sp+4096");
 * }
 */
@NullMarked
package dev.sonde.cli.command.memory;

import org.jspecify.annotations.NullMarked;

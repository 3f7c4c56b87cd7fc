/**
 * Where the debugger's answers go and its questions are asked: a terminal, or files and pipes of a script.
 *
 * <p>Knows nothing of commands or of what is debugged.
 *
 * {@snippet :
 * Console console = Console.plain(out, err);
 * if (console.query("Delete all breakpoints? ")) { ... }
 * }
 */
@NullMarked
package dev.sonde.cli.console;

import org.jspecify.annotations.NullMarked;

/**
 * From an address to the function, the file and the line it belongs to, and to the callers it was inlined into.
 *
 * <p>Puts the other packages together: ELF files with their separate debug files, DWARF, names. Knows nothing of
 * processes: addresses are those of the file, before any load bias. The addresses of a crash report in a position
 * independent program are such addresses once the start of the mapping is subtracted.
 *
 * <p>A whole program, which takes a file and addresses in hexadecimal:
 *
 * {@snippet :
 * import dev.sonde.debuginfo.symbolize.Frame;
 * import dev.sonde.debuginfo.symbolize.Symbolizer;
 * import java.nio.file.Path;
 *
 * public class Example {
 *     public static void main(String[] args) throws Exception {
 *         Symbolizer symbolizer = Symbolizer.open(Path.of(args[0]));
 *         for (int i = 1; i < args.length; i++) {
 *             for (Frame frame : symbolizer.frames(Long.parseUnsignedLong(args[i], 16))) {
 *                 System.out.println(frame.function().orElse("?") + " at "
 *                         + frame.file().orElse("?") + ":" + frame.line()
 *                         + (frame.inlined() ? ", inlined into" : ""));
 *             }
 *         }
 *     }
 * }
 * }
 */
@NullMarked
package dev.sonde.debuginfo.symbolize;

import org.jspecify.annotations.NullMarked;

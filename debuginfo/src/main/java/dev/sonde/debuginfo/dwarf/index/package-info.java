/**
 * Finding entries by name and by address: an index of functions, variables, types and namespaces, and the chain of
 * inlined functions at a pc.
 *
 * <p>The index is built in parallel, a unit at a time, by a scan that makes no object per entry; it can be kept in a
 * file of its own format and mapped at the next start. Knows DWARF and line tables; knows nothing of ELF, processes or
 * demangling.
 *
 * {@snippet :
 * NameIndex index = NameIndex.build(dwarf, BuildProgress.NONE);
 * for (IndexEntry entry : index.find("os::malloc")) {
 *     System.out.println(entry.qualifiedName() + " " + entry.die());
 * }
 * FunctionLookup functions = new FunctionLookup(dwarf);
 * for (SourceFrame frame : functions.frames(pc)) {
 *     System.out.println(frame.name() + " at " + frame.file() + ":" + frame.line());
 * }
 * }
 */
@NullMarked
package dev.sonde.debuginfo.dwarf.index;

import org.jspecify.annotations.NullMarked;

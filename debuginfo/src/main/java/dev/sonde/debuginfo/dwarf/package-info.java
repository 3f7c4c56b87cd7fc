/**
 * DWARF versions 2 to 5: units, debugging information entries (DIEs), their attributes, ranges and location lists.
 *
 * <p>Sections arrive as a {@link dev.sonde.debuginfo.dwarf.SectionSource}, a function from a section's name to its
 * bytes, so this package knows nothing of ELF, of files or of processes. Addresses are those of the file, before any
 * load bias. Everything is read on demand and nothing is trusted: malformed input causes
 * {@link dev.sonde.debuginfo.bytes.FormatException} and nothing else.
 *
 * {@snippet :
 * Dwarf dwarf = Dwarf.of(sections);
 * for (Unit unit : dwarf.units()) {
 *     Die root = unit.root();
 *     System.out.println(root.name().orElse("?") + " has " + root.children().size() + " children");
 * }
 * }
 */
@NullMarked
package dev.sonde.debuginfo.dwarf;

import org.jspecify.annotations.NullMarked;

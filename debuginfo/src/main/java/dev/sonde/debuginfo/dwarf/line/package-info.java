/**
 * Line tables: which source line each instruction comes from, and where the instructions of a line are.
 *
 * <p>Knows units and sections of DWARF; opens no source file and knows nothing of load addresses.
 *
 * {@snippet :
 * LineTables tables = new LineTables();
 * LineTable table = tables.forUnit(unit).orElseThrow();
 * table.rowFor(pc).ifPresent(row -> System.out.println(table.path(row.file()) + ":" + row.line()));
 * }
 */
@NullMarked
package dev.sonde.debuginfo.dwarf.line;

import org.jspecify.annotations.NullMarked;

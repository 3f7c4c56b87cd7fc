/**
 * Reading little-endian binary data: a cursor over a {@link java.lang.foreign.MemorySegment}, LEB128 numbers, and the
 * one exception that malformed input may cause.
 *
 * <p>Knows nothing of ELF or DWARF. A parser written with it stays within the bytes it was given:
 *
 * {@snippet :
 * var cursor = ByteCursor.of(".debug_info", segment);
 * long length = cursor.u32();
 * int version = cursor.u16();
 * }
 */
@NullMarked
package dev.sonde.debuginfo.bytes;

import org.jspecify.annotations.NullMarked;

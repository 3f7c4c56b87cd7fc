/**
 * Call frame information: from {@code .eh_frame} and {@code .debug_frame} to the rules that recover a caller's
 * registers.
 *
 * <p>What comes out, an {@link dev.sonde.debuginfo.dwarf.cfi.UnwindRow} of {@link
 * dev.sonde.debuginfo.dwarf.cfi.RegisterRule}s, has no trace of the encoding it came from. This package knows nothing
 * of ELF, of memory or of the registers of any processor beyond their DWARF numbers.
 *
 * {@snippet :
 * CallFrameInfo frames = CallFrameInfo.builder()
 *         .ehFrame(ehFrame, ehFrameAddress)
 *         .ehFrameHeader(header, headerAddress)
 *         .build();
 * frames.rowFor(pc).ifPresent(row -> {
 *     if (row.cfa() instanceof CfaRule.RegisterOffset(int register, long offset)) {
 *         long cfa = registers[register] + offset;
 *     }
 * });
 * }
 */
@NullMarked
package dev.sonde.debuginfo.dwarf.cfi;

import org.jspecify.annotations.NullMarked;

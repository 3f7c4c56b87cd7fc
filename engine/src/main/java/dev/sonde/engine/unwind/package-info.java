/**
 * From the registers of a stopped thread to the frames on its stack, and the registers of each.
 *
 * <p>By call frame information where there is any; by what is known of signal trampolines and of linkage stubs, by the
 * function's instructions, the frame pointer and at last a search of the stack where there is none. Each frame says how it
 * was found, and a backtrace that ends too early says why. Knows addresses and ELF symbols only, nothing of source lines,
 * breakpoints or backends.
 *
 * {@snippet :
 * Backtrace backtrace = unwinder.backtrace(thread, modules, UnwindOptions.DEFAULT);
 * Frame caller = backtrace.frame(1).orElseThrow();
 * System.out.println(caller.registers().read(Register.RBX)); // empty if it was not saved
 * }
 */
@NullMarked
package dev.sonde.engine.unwind;

import org.jspecify.annotations.NullMarked;

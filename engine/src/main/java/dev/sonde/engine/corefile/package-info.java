/**
 * The backend for core files: a process as it was when the file was written, by the kernel or by a debugger, and the writer
 * of such files.
 *
 * <p>Knows the backend interface and ELF, nothing of ptrace and nothing of symbols. What the file leaves out because it is in
 * the program's own files comes from {@link dev.sonde.engine.corefile.BackingFiles}, which the caller implements.
 *
 * <p>Sources: core(5), elf(5), the kernel's {@code fs/binfmt_elf.c} and {@code <linux/elfcore.h>}.
 */
@NullMarked
package dev.sonde.engine.corefile;

import org.jspecify.annotations.NullMarked;

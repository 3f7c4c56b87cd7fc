/**
 * The system calls of Linux x86-64: their names and numbers, and a call with its arguments and result as text, in the
 * form that strace made familiar.
 *
 * <p>Knows nothing of processes or ptrace: it gets numbers, six arguments, a result, and a function that reads the
 * program's memory. What the calls, constants and structures are is written in the readable files beside these classes
 * ({@code syscalls.txt}, {@code variants.txt}, {@code constants.txt}, {@code structs.txt}, {@code errno.txt}); to teach
 * the decoder a new call, start there.
 *
 * {@snippet :
 * var decoder = new SyscallDecoder(memory::read);
 * SyscallEntry entry = decoder.entry(257, -100, 0x7fffe000, 0x80000, 0, 0, 0);
 * entry.text();             // openat(AT_FDCWD, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC)
 * decoder.exit(entry, -2);  // openat(AT_FDCWD, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file ...)
 * }
 */
@NullMarked
package dev.sonde.engine.syscall;

import org.jspecify.annotations.NullMarked;

package dev.sonde.engine.linux;

import dev.sonde.engine.error.SyscallException;

/**
 * Numbers of the system calls that the engine makes, and the calls themselves, with the kernel's way of returning
 * errors.
 *
 * <p>Source: {@code arch/x86/entry/syscalls/syscall_64.tbl} of the Linux kernel, syscall(2).
 */
public final class SystemCall {
    static final int READ = 0;
    static final int WRITE = 1;
    static final int OPEN = 2;
    static final int CLOSE = 3;
    static final int MMAP = 9;
    static final int MUNMAP = 11;
    static final int IOCTL = 16;
    static final int PREAD64 = 17;
    static final int PWRITE64 = 18;
    static final int SCHED_YIELD = 24;
    static final int GETPID = 39;
    static final int GETPPID = 110;
    static final int EXECVE = 59;
    static final int WAIT4 = 61;
    static final int KILL = 62;
    static final int FCNTL = 72;
    static final int FTRUNCATE = 77;
    static final int PTRACE = 101;
    static final int PERSONALITY = 135;
    static final int GETTID = 186;
    static final int FUTEX = 202;
    static final int SCHED_SETAFFINITY = 203;
    static final int SCHED_GETAFFINITY = 204;
    static final int GETDENTS64 = 217;
    static final int EXIT_GROUP = 231;
    static final int TGKILL = 234;
    static final int WAITID = 247;
    static final int PIPE2 = 293;
    static final int PROCESS_VM_READV = 310;
    static final int PROCESS_VM_WRITEV = 311;
    static final int MEMFD_CREATE = 319;
    static final int CLOSE_RANGE = 436;

    private SystemCall() {}

    /** Makes a system call without arguments. */
    public static long call(int number) {
        return Libc.syscall(number, 0, 0, 0, 0, 0, 0);
    }

    /** Makes a system call with one argument. */
    public static long call(int number, long a) {
        return Libc.syscall(number, a, 0, 0, 0, 0, 0);
    }

    /** Makes a system call with two arguments. */
    public static long call(int number, long a, long b) {
        return Libc.syscall(number, a, b, 0, 0, 0, 0);
    }

    /** Makes a system call with three arguments. */
    public static long call(int number, long a, long b, long c) {
        return Libc.syscall(number, a, b, c, 0, 0, 0);
    }

    /** Makes a system call with four arguments. */
    public static long call(int number, long a, long b, long c, long d) {
        return Libc.syscall(number, a, b, c, d, 0, 0);
    }

    /**
     * Makes a system call.
     *
     * @return the call's result, or the negative errno, between -4095 and -1
     */
    public static long call(int number, long a, long b, long c, long d, long e, long f) {
        return Libc.syscall(number, a, b, c, d, e, f);
    }

    /**
     * The result of a call that must not fail.
     *
     * @param what the call as the user should read it, such as {@code ptrace(PTRACE_SEIZE, 42)}
     * @throws SyscallException if {@code result} is a negative errno
     */
    public static long check(String what, long result) {
        if (isError(result)) {
            throw new SyscallException(what, (int) -result);
        }
        return result;
    }

    /** Whether {@code result} is a negative errno. */
    public static boolean isError(long result) {
        return result < 0 && result >= -4095;
    }
}

package dev.sonde.engine.linux;

import java.lang.foreign.MemorySegment;

/**
 * The requests of ptrace(2), one method each.
 *
 * <p>All must come from the thread that attached. Each returns 0 or the negative errno: {@code ESRCH} is the ordinary
 * answer for a thread that was killed, or is not in a ptrace-stop, and is the caller's to interpret. The system call
 * itself is used, not glibc's wrapper, which turns the results of the PEEK requests into errors.
 */
public final class Ptrace {
    /** Errno of a request to a thread that has died or is not stopped. */
    public static final int ESRCH = 3;

    /** Errno of a request that is not permitted. */
    public static final int EPERM = 1;

    /** Marks system call stops with bit 7 of the signal. */
    public static final int O_TRACESYSGOOD = 0x01;

    /** Traces the children of fork(2). */
    public static final int O_TRACEFORK = 0x02;

    /** Traces the children of vfork(2). */
    public static final int O_TRACEVFORK = 0x04;

    /** Traces the threads that clone(2) makes. */
    public static final int O_TRACECLONE = 0x08;

    /** Stops at execve(2). */
    public static final int O_TRACEEXEC = 0x10;

    /** Stops when a vforked child has released its parent. */
    public static final int O_TRACEVFORKDONE = 0x20;

    /** Stops each thread before it is gone. */
    public static final int O_TRACEEXIT = 0x40;

    /** Kills the tracee when the tracer ends. */
    public static final int O_EXITKILL = 0x10_0000;

    /** Offset of rip in {@code struct user}. */
    public static final long USER_RIP = 16 * 8;

    /** Offset of {@code u_debugreg[0]} in {@code struct user}. */
    public static final long USER_DEBUGREG = 848;

    /** Size of {@code struct user_regs_struct} in bytes. */
    public static final int USER_REGS_SIZE = 27 * 8;

    /** ELF note type of the XSAVE area. */
    public static final int NT_X86_XSTATE = 0x202;

    private static final int PEEKUSER = 3;
    private static final int POKEUSER = 6;
    private static final int CONT = 7;
    private static final int SINGLESTEP = 9;
    private static final int GETREGS = 12;
    private static final int SETREGS = 13;
    private static final int DETACH = 17;
    private static final int SYSCALL = 24;
    private static final int SETOPTIONS = 0x4200;
    private static final int GETEVENTMSG = 0x4201;
    private static final int GETSIGINFO = 0x4202;
    private static final int SETSIGINFO = 0x4203;
    private static final int GETREGSET = 0x4204;
    private static final int SETREGSET = 0x4205;
    private static final int SEIZE = 0x4206;
    private static final int INTERRUPT = 0x4207;
    private static final int LISTEN = 0x4208;
    private static final int PEEKSIGINFO = 0x4209;
    private static final int GETSIGMASK = 0x420a;
    private static final int SETSIGMASK = 0x420b;
    private static final int GET_SYSCALL_INFO = 0x420e;

    private Ptrace() {}

    /** PTRACE_SEIZE: attaches without stopping the thread. */
    public static long seize(int tid, int options) {
        return request(SEIZE, tid, 0, options);
    }

    /** PTRACE_SETOPTIONS. */
    public static long setOptions(int tid, int options) {
        return request(SETOPTIONS, tid, 0, options);
    }

    /** PTRACE_INTERRUPT: stops a running seized thread without a signal. */
    public static long interrupt(int tid) {
        return request(INTERRUPT, tid, 0, 0);
    }

    /** PTRACE_LISTEN: leaves a thread in its group-stop, to be told of SIGCONT. */
    public static long listen(int tid) {
        return request(LISTEN, tid, 0, 0);
    }

    /** PTRACE_CONT, delivering {@code signal} unless it is 0. */
    public static long cont(int tid, int signal) {
        return request(CONT, tid, 0, signal);
    }

    /** PTRACE_SINGLESTEP, delivering {@code signal} unless it is 0. */
    public static long singleStep(int tid, int signal) {
        return request(SINGLESTEP, tid, 0, signal);
    }

    /** PTRACE_SYSCALL: runs to the next entry to or exit from a system call. */
    public static long syscall(int tid, int signal) {
        return request(SYSCALL, tid, 0, signal);
    }

    /** PTRACE_DETACH, delivering {@code signal} unless it is 0. */
    public static long detach(int tid, int signal) {
        return request(DETACH, tid, 0, signal);
    }

    /** PTRACE_GETREGS into a segment of {@link #USER_REGS_SIZE} bytes. */
    public static long getRegs(int tid, MemorySegment regs) {
        return request(GETREGS, tid, 0, regs.address());
    }

    /** PTRACE_SETREGS from a segment of {@link #USER_REGS_SIZE} bytes. */
    public static long setRegs(int tid, MemorySegment regs) {
        return request(SETREGS, tid, 0, regs.address());
    }

    /** PTRACE_GETREGSET; {@code iovec} holds the buffer and its size, and receives the size used. */
    public static long getRegSet(int tid, int noteType, MemorySegment iovec) {
        return request(GETREGSET, tid, noteType, iovec.address());
    }

    /** PTRACE_SETREGSET; {@code iovec} holds the buffer and its size. */
    public static long setRegSet(int tid, int noteType, MemorySegment iovec) {
        return request(SETREGSET, tid, noteType, iovec.address());
    }

    /** PTRACE_PEEKUSER into eight bytes at {@code word}. */
    public static long peekUser(int tid, long offset, MemorySegment word) {
        return request(PEEKUSER, tid, offset, word.address());
    }

    /** PTRACE_POKEUSER. */
    public static long pokeUser(int tid, long offset, long value) {
        return request(POKEUSER, tid, offset, value);
    }

    /** PTRACE_GETSIGINFO into a segment of 128 bytes. */
    public static long getSigInfo(int tid, MemorySegment siginfo) {
        return request(GETSIGINFO, tid, 0, siginfo.address());
    }

    /** PTRACE_SETSIGINFO out of a segment of 128 bytes. */
    public static long setSigInfo(int tid, MemorySegment siginfo) {
        return request(SETSIGINFO, tid, 0, siginfo.address());
    }

    /**
     * PTRACE_PEEKSIGINFO: copies signals that wait in the thread's own queue.
     *
     * @param arguments a {@code struct ptrace_peeksiginfo_args}: offset, flags and count
     * @param siginfos room for as many {@code siginfo_t} of 128 bytes as {@code arguments} asks for
     * @return how many were copied, or the negative errno
     */
    public static long peekSigInfo(int tid, MemorySegment arguments, MemorySegment siginfos) {
        return request(PEEKSIGINFO, tid, arguments.address(), siginfos.address());
    }

    /** PTRACE_GETEVENTMSG into eight bytes at {@code word}. */
    public static long getEventMessage(int tid, MemorySegment word) {
        return request(GETEVENTMSG, tid, 0, word.address());
    }

    /** PTRACE_GETSIGMASK into eight bytes at {@code mask}. */
    public static long getSigMask(int tid, MemorySegment mask) {
        return request(GETSIGMASK, tid, 8, mask.address());
    }

    /** PTRACE_SETSIGMASK from eight bytes at {@code mask}. */
    public static long setSigMask(int tid, MemorySegment mask) {
        return request(SETSIGMASK, tid, 8, mask.address());
    }

    /** PTRACE_GET_SYSCALL_INFO into a {@code struct ptrace_syscall_info}; the size the kernel has for it. */
    public static long getSyscallInfo(int tid, MemorySegment info) {
        return request(GET_SYSCALL_INFO, tid, info.byteSize(), info.address());
    }

    private static long request(int request, int tid, long address, long data) {
        return SystemCall.call(SystemCall.PTRACE, request, tid, address, data);
    }
}

package dev.sonde.engine.error;

import dev.sonde.engine.syscall.Errno;

/** A system call that failed for a reason that the engine does not expect. */
public final class SyscallException extends DebugException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;

    /**
     * @param call the call as the user should read it, such as {@code ptrace(PTRACE_SEIZE, 42)}
     * @param errno the positive error number
     */
    public SyscallException(String call, int errno) {
        super(call + ": " + Errno.describe(errno));
        this.call = call;
        this.errno = errno;
    }

    /** The call as the user should read it. */
    public String call() {
        return call;
    }

    /** The positive error number, as in errno(3). */
    public int errno() {
        return errno;
    }
}

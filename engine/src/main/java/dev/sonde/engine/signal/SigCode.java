package dev.sonde.engine.signal;

import java.util.Optional;

/**
 * The name and meaning of an {@code si_code}.
 *
 * <p>Source: sigaction(2), the kernel's {@code asm-generic/siginfo.h}.
 *
 * @param name such as {@code SEGV_MAPERR}
 * @param meaning words that can stand in a sentence, such as {@code address not mapped}
 */
record SigCode(String name, String meaning) {
    static final int SI_USER = 0;
    static final int SI_KERNEL = 0x80;
    static final int SI_TIMER = -2;
    static final int SI_SIGIO = -5;
    static final int SI_TKILL = -6;
    static final int SEGV_BNDERR = 3;
    static final int SEGV_PKUERR = 4;

    private static final int SIGTRAP = 5;
    private static final int PTRACE_EVENT_SHIFT = 8;

    private static final SigCode[] ILL = {
        new SigCode("ILL_ILLOPC", "illegal opcode"),
        new SigCode("ILL_ILLOPN", "illegal operand"),
        new SigCode("ILL_ILLADR", "illegal addressing mode"),
        new SigCode("ILL_ILLTRP", "illegal trap"),
        new SigCode("ILL_PRVOPC", "privileged opcode"),
        new SigCode("ILL_PRVREG", "privileged register"),
        new SigCode("ILL_COPROC", "coprocessor error"),
        new SigCode("ILL_BADSTK", "internal stack error"),
        new SigCode("ILL_BADIADDR", "unimplemented instruction address"),
    };
    private static final SigCode[] FPE = {
        new SigCode("FPE_INTDIV", "integer division by zero"),
        new SigCode("FPE_INTOVF", "integer overflow"),
        new SigCode("FPE_FLTDIV", "floating-point division by zero"),
        new SigCode("FPE_FLTOVF", "floating-point overflow"),
        new SigCode("FPE_FLTUND", "floating-point underflow"),
        new SigCode("FPE_FLTRES", "floating-point inexact result"),
        new SigCode("FPE_FLTINV", "invalid floating-point operation"),
        new SigCode("FPE_FLTSUB", "subscript out of range"),
        new SigCode("FPE_DECOVF", "decimal overflow"),
        new SigCode("FPE_DECDIV", "decimal division by zero"),
        new SigCode("FPE_DECERR", "packed decimal error"),
        new SigCode("FPE_INVASC", "invalid ASCII digit"),
        new SigCode("FPE_INVDEC", "invalid decimal digit"),
        new SigCode("FPE_FLTUNK", "undiagnosed floating-point exception"),
        new SigCode("FPE_CONDTRAP", "trap on condition"),
    };
    private static final SigCode[] SEGV = {
        new SigCode("SEGV_MAPERR", "address not mapped"),
        new SigCode("SEGV_ACCERR", "access not permitted by the mapping"),
        new SigCode("SEGV_BNDERR", "outside the bounds"),
        new SigCode("SEGV_PKUERR", "forbidden by a protection key"),
        new SigCode("SEGV_ACCADI", "ADI not enabled for the mapping"),
        new SigCode("SEGV_ADIDERR", "disrupting ADI mismatch"),
        new SigCode("SEGV_ADIPERR", "precise ADI mismatch"),
        new SigCode("SEGV_MTEAERR", "asynchronous memory tag mismatch"),
        new SigCode("SEGV_MTESERR", "memory tag mismatch"),
        new SigCode("SEGV_CPERR", "control protection fault"),
    };
    private static final SigCode[] BUS = {
        new SigCode("BUS_ADRALN", "misaligned address"),
        new SigCode("BUS_ADRERR", "no such physical address (past the end of a mapped file?)"),
        new SigCode("BUS_OBJERR", "hardware error"),
        new SigCode("BUS_MCEERR_AR", "memory failed, and is needed now"),
        new SigCode("BUS_MCEERR_AO", "memory failed, and may be needed later"),
    };
    private static final SigCode[] TRAP = {
        new SigCode("TRAP_BRKPT", "breakpoint"),
        new SigCode("TRAP_TRACE", "single step"),
        new SigCode("TRAP_BRANCH", "branch trap"),
        new SigCode("TRAP_HWBKPT", "hardware breakpoint or watchpoint"),
        new SigCode("TRAP_UNK", "undiagnosed trap"),
        new SigCode("TRAP_PERF", "performance event"),
    };
    private static final SigCode[] CLD = {
        new SigCode("CLD_EXITED", "exited"),
        new SigCode("CLD_KILLED", "was killed"),
        new SigCode("CLD_DUMPED", "was killed and dumped core"),
        new SigCode("CLD_TRAPPED", "trapped"),
        new SigCode("CLD_STOPPED", "stopped"),
        new SigCode("CLD_CONTINUED", "continued"),
    };
    private static final SigCode[] POLL = {
        new SigCode("POLL_IN", "input available"),
        new SigCode("POLL_OUT", "output possible"),
        new SigCode("POLL_MSG", "message available"),
        new SigCode("POLL_ERR", "input/output error"),
        new SigCode("POLL_PRI", "urgent input available"),
        new SigCode("POLL_HUP", "device disconnected"),
    };
    private static final SigCode[] SYS = {
        new SigCode("SYS_SECCOMP", "system call forbidden by seccomp"),
        new SigCode("SYS_USER_DISPATCH", "system call sent back to the program"),
    };
    /** Codes of the ptrace events, which arrive as SIGTRAP with the event in the second byte. */
    private static final SigCode[] EVENTS = {
        new SigCode("PTRACE_EVENT_FORK", "fork"),
        new SigCode("PTRACE_EVENT_VFORK", "vfork"),
        new SigCode("PTRACE_EVENT_CLONE", "clone"),
        new SigCode("PTRACE_EVENT_EXEC", "exec"),
        new SigCode("PTRACE_EVENT_VFORK_DONE", "end of a vfork"),
        new SigCode("PTRACE_EVENT_EXIT", "exit"),
        new SigCode("PTRACE_EVENT_SECCOMP", "seccomp rule"),
    };

    private static final SigCode[] NONE = {};

    /** The meaning of {@code code} for the signal with this number; empty where there is none. */
    static Optional<SigCode> of(int signal, int code) {
        Optional<SigCode> common = common(code);
        if (common.isPresent()) {
            return common;
        }
        if (isPtraceStop(signal, code)) {
            return ptraceStop(code >>> PTRACE_EVENT_SHIFT);
        }
        return at(
                switch (signal) {
                    case 4 -> ILL;
                    case SIGTRAP -> TRAP;
                    case 7 -> BUS;
                    case 8 -> FPE;
                    case 11 -> SEGV;
                    case 17 -> CLD;
                    case 29 -> POLL;
                    case 31 -> SYS;
                    default -> NONE;
                },
                code);
    }

    /** Whether this SIGTRAP is a stop of ptrace's own (an event or a system call), with the tracee as its sender. */
    static boolean isPtraceStop(int signal, int code) {
        return signal == SIGTRAP && code > SIGTRAP && (code & 0x7f) == SIGTRAP;
    }

    private static Optional<SigCode> ptraceStop(int event) {
        return switch (event) {
            case 0 -> Optional.of(new SigCode("SIGTRAP|0x80", "system call"));
            case 128 -> Optional.of(new SigCode("PTRACE_EVENT_STOP", "stop"));
            default -> at(EVENTS, event);
        };
    }

    private static Optional<SigCode> at(SigCode[] codes, int code) {
        return code < 1 || code > codes.length ? Optional.empty() : Optional.of(codes[code - 1]);
    }

    private static Optional<SigCode> common(int code) {
        return switch (code) {
            case SI_USER -> Optional.of(new SigCode("SI_USER", "sent by kill"));
            case SI_KERNEL -> Optional.of(new SigCode("SI_KERNEL", "sent by the kernel"));
            case -1 -> Optional.of(new SigCode("SI_QUEUE", "sent by sigqueue"));
            case SI_TIMER -> Optional.of(new SigCode("SI_TIMER", "timer expired"));
            case -3 -> Optional.of(new SigCode("SI_MESGQ", "message queue not empty"));
            case -4 -> Optional.of(new SigCode("SI_ASYNCIO", "asynchronous I/O completed"));
            case SI_SIGIO -> Optional.of(new SigCode("SI_SIGIO", "queued I/O event"));
            case SI_TKILL -> Optional.of(new SigCode("SI_TKILL", "sent by tgkill"));
            case -7 -> Optional.of(new SigCode("SI_DETHREAD", "sent by exec to another thread"));
            case -60 -> Optional.of(new SigCode("SI_ASYNCNL", "name look-up completed"));
            default -> Optional.empty();
        };
    }
}

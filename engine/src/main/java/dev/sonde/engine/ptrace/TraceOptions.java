package dev.sonde.engine.ptrace;

import dev.sonde.engine.linux.Ptrace;

/** The ptrace options that every thread is traced with. */
final class TraceOptions {
    static final int ALL = Ptrace.O_TRACESYSGOOD
            | Ptrace.O_TRACEFORK
            | Ptrace.O_TRACEVFORK
            | Ptrace.O_TRACECLONE
            | Ptrace.O_TRACEEXEC
            | Ptrace.O_TRACEVFORKDONE
            | Ptrace.O_TRACEEXIT;

    private TraceOptions() {}
}

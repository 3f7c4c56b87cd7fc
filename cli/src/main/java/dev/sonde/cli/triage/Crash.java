package dev.sonde.cli.triage;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a core file tells of a crash.
 *
 * @param core the core file
 * @param program the program's file
 * @param command the command line, as far as the file has it
 * @param pid the process
 * @param tid the thread that received the signal
 * @param threads how many threads there were
 * @param signal such as {@code SIGSEGV}; empty if there was none
 * @param cause the signal's code, such as {@code SEGV_MAPERR}
 * @param fault the address whose access failed
 * @param instruction the instruction at the pc, decoded
 * @param frames the stack of that thread, the innermost first
 * @param signature the same for the same crash, whatever the addresses
 * @param warnings what is missing in the file, or does not fit
 */
record Crash(
        String core,
        Optional<String> program,
        Optional<String> command,
        int pid,
        int tid,
        int threads,
        Optional<String> signal,
        Optional<String> cause,
        Optional<Fault> fault,
        Optional<Instruction> instruction,
        List<CrashFrame> frames,
        String signature,
        List<String> warnings) {
    Crash {
        frames = List.copyOf(frames);
        warnings = List.copyOf(warnings);
    }

    /**
     * The address whose access failed.
     *
     * @param mapping what is mapped there, such as {@code [stack]}, a file's path, or {@code anonymous}; empty for nothing
     * @param permissions what the program could do there, such as {@code r-xp}
     */
    record Fault(long address, Optional<String> mapping, Optional<String> permissions) {}

    /** An instruction in the disassembler's words. */
    record Instruction(long address, String text) {}

    /**
     * A frame.
     *
     * @param function its name as in the source; empty if it has none
     * @param module the file that it is in
     * @param offset the pc in that file
     * @param text the frame as a backtrace shows it
     * @param arguments their values, in their order
     * @param locals the values of the local variables, the innermost block first
     */
    record CrashFrame(
            long pc,
            Optional<String> function,
            Optional<String> module,
            long offset,
            Optional<String> file,
            long line,
            String text,
            Map<String, String> arguments,
            Map<String, String> locals) {}
}

package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.debuginfo.elf.Segment;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.x86_64.Register;

/**
 * Where the thread-local variables of an executable are.
 *
 * <p>Source: the psABI's variant II of "ELF Handling For Thread-Local Storage", section 3.4.6.
 */
public final class ThreadLocalStorage {
    private ThreadLocalStorage() {}

    /**
     * The address of a variable of the executable in a thread: its block ends where the thread pointer points.
     *
     * @param executable the program's own file
     * @param offset of the variable in the block, in bytes
     * @throws DebugException if the file has no thread-local variables, or the thread runs
     */
    public static long address(LoadedModule executable, InferiorThread thread, long offset) {
        for (Segment segment : executable.elf().segments()) {
            if (segment.type() == ElfConstants.PT_TLS) {
                long alignment = Math.max(1, segment.alignment());
                long size = (segment.memorySize() + alignment - 1) & -alignment;
                return thread.registers().readLong(Register.FS_BASE) - size + offset;
            }
        }
        throw new DebugException(executable.name() + " has no segment for thread-local variables");
    }
}

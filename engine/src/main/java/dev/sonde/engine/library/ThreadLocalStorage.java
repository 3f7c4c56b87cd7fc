package dev.sonde.engine.library;

import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.debuginfo.elf.Segment;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.x86_64.Register;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the thread-local variables of a module are in a thread.
 *
 * <p>The executable's are at a fixed place below the thread pointer. A library's are where the C library has put them,
 * which it may do when they are first used.
 *
 * <p>Source: the psABI's variant II of "ELF Handling For Thread-Local Storage", section 3.4.6.
 */
public final class ThreadLocalStorage {
    private final Modules modules;

    /** That of the process that has loaded {@code modules}. */
    public ThreadLocalStorage(Modules modules) {
        this.modules = modules;
    }

    /**
     * The address of a variable in a thread.
     *
     * @param module that defines it
     * @param offset of the variable in the module's block, in bytes
     * @throws DebugException if the module has no block in the thread, or none yet, or the thread runs
     */
    public long address(LoadedModule module, InferiorThread thread, long offset) {
        Segment template = template(module)
                .orElseThrow(() -> new DebugException(module.name() + " has no segment for thread-local variables"));
        boolean executable = modules.all().getFirst().elf().equals(module.elf());
        long pointer = thread.registers().readLong(Register.FS_BASE);
        String owner = (executable ? "executable file " : "shared library ") + module.name();
        if (pointer == 0) {
            throw notFound(thread, owner, "the thread has no thread pointer yet");
        }
        if (executable) {
            long alignment = Math.max(1, template.alignment());
            return pointer - (template.memorySize() + alignment - 1 & -alignment) + offset;
        }
        OptionalLong block;
        try {
            block = blocks(thread, pointer, owner).block(module);
        } catch (MemoryFaultException e) {
            throw notFound(thread, owner, String.valueOf(e.getMessage()));
        }
        return block.orElseThrow(() -> new DebugException(
                        "The inferior has not yet allocated storage for thread-local variables in\nthe shared library `"
                                + module.name() + "'\nfor " + name(thread, pointer)))
                + offset;
    }

    private static Optional<Segment> template(LoadedModule module) {
        return module.elf().segments().stream()
                .filter(segment -> segment.type() == ElfConstants.PT_TLS)
                .findFirst();
    }

    /** The blocks of one thread. */
    interface Blocks {
        /**
         * The address of the block of a module; empty when it is not allocated yet.
         *
         * @throws MemoryFaultException if the C library's data cannot be read
         */
        OptionalLong block(LoadedModule module);
    }

    private Blocks blocks(InferiorThread thread, long pointer, String owner) {
        Optional<GlibcLayout> glibc =
                GlibcLayout.find(modules, thread.inferior().memory());
        if (glibc.isPresent()) {
            return new GlibcBlocks(glibc.get(), thread.inferior().memory(), pointer);
        }
        if (MuslBlocks.isMusl(modules)) {
            return new MuslBlocks(modules, thread.inferior().memory(), pointer);
        }
        throw notFound(
                thread,
                owner,
                "where the C library keeps them is not known: it is neither glibc nor musl, or the symbols of the C library"
                        + " and of the dynamic loader are not read; see \"help sharedlibrary\"");
    }

    private static DebugException notFound(InferiorThread thread, String owner, String reason) {
        return new DebugException("Cannot find thread-local storage for "
                + name(thread, thread.registers().readLong(Register.FS_BASE)) + ", " + owner + ":\n" + reason);
    }

    private static String name(InferiorThread thread, long pointer) {
        if (pointer != 0) {
            return "Thread 0x" + Long.toHexString(pointer) + " (LWP " + thread.tid() + ")";
        }
        return (thread.tid() == thread.inferior().pid() ? "process " : "LWP ") + thread.tid();
    }
}

package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.linux.ProcessMemoryFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The memory of a traced process, with planted instructions hidden. Writes go through the tracer thread. */
final class ProcessMemory implements Memory {
    private final Tracer tracer;
    private final SoftwareSites sites;
    private final List<ProcessMemoryFile> retired = new ArrayList<>();
    private final AtomicLong changes = new AtomicLong();
    private volatile ProcessMemoryFile file;

    ProcessMemory(Tracer tracer, SoftwareSites sites, ProcessMemoryFile file) {
        this.tracer = tracer;
        this.sites = sites;
        this.file = file;
    }

    /** The memory as it is, planted instructions included. */
    ProcessMemoryFile raw() {
        return file;
    }

    /** The program was replaced by execve: the old address space is gone. */
    void reopen(int pid) {
        // Another thread may be reading from the old file at this moment, so it stays open until the end.
        retired.add(file);
        file = ProcessMemoryFile.open(pid);
    }

    /** The process is gone. */
    void close() {
        retired.forEach(ProcessMemoryFile::close);
        file.close();
    }

    @Override
    public long read(long address, MemorySegment into) {
        long n = file.read(address, into);
        sites.hide(address, into, n);
        return n;
    }

    @Override
    public long changes() {
        return changes.get();
    }

    @Override
    public long write(long address, MemorySegment from) {
        changes.incrementAndGet();
        return tracer.call(() -> {
            if (!sites.anyIn(address, from.byteSize())) {
                return file.write(address, from);
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment patched = arena.allocate(from.byteSize());
                patched.copyFrom(from);
                // Only what can be written becomes a new original.
                long writable = file.read(address, patched);
                patched.copyFrom(from);
                sites.adopt(address, patched.asSlice(0, writable));
                return file.write(address, patched);
            }
        });
    }
}

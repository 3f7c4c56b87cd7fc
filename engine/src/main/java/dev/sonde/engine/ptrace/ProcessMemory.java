package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.linux.ProcessMemoryFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The memory of a traced process, with planted instructions hidden.
 *
 * <p>Reads are made by the caller, writes by the tracer thread. The lock keeps the file open under a reader: once it is
 * closed its descriptor, and the process's id, may mean something else.
 */
final class ProcessMemory implements Memory {
    private final Tracer tracer;
    private final SoftwareSites sites;
    private final AtomicLong changes = new AtomicLong();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private ProcessMemoryFile file;

    ProcessMemory(Tracer tracer, SoftwareSites sites, ProcessMemoryFile file) {
        this.tracer = tracer;
        this.sites = sites;
        this.file = file;
    }

    /** The memory as it is, planted instructions included. On the tracer thread only, while the process is there. */
    ProcessMemoryFile raw() {
        return file;
    }

    /** The program was replaced by execve: the old address space is gone. */
    void reopen(int pid) {
        ProcessMemoryFile next = ProcessMemoryFile.open(pid);
        lock.writeLock().lock();
        try {
            file.close();
            file = next;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The process is gone. */
    void close() {
        lock.writeLock().lock();
        try {
            file.close();
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public long read(long address, MemorySegment into) {
        lock.readLock().lock();
        try {
            SoftwareSites.Snapshot before = sites.snapshot();
            long n = file.read(address, into);
            sites.hide(address, into, n, before);
            return n;
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public long changes() {
        return changes.get();
    }

    @Override
    public long write(long address, MemorySegment from) {
        // The tracer thread may not be allowed to touch the caller's segment.
        MemorySegment copy = Arena.ofAuto().allocate(Math.max(1, from.byteSize()));
        MemorySegment bytes = copy.asSlice(0, from.byteSize()).copyFrom(from);
        long written = tracer.call(() -> writeOnTracer(address, bytes));
        changes.incrementAndGet();
        return written;
    }

    private long writeOnTracer(long address, MemorySegment bytes) {
        if (!sites.anyIn(address, bytes.byteSize())) {
            return file.write(address, bytes);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment patched = arena.allocate(bytes.byteSize()).copyFrom(bytes);
            sites.overlay(address, patched);
            long written = file.write(address, patched);
            sites.adopt(address, bytes.asSlice(0, written));
            return written;
        }
    }
}

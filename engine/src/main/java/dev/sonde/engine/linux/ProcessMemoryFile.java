package dev.sonde.engine.linux;

import dev.sonde.engine.error.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The memory of another process: process_vm_readv(2) where its pages allow that, {@code /proc/PID/mem} where they do
 * not. Both stop at the first byte that is not mapped.
 *
 * <p>{@code /proc/PID/mem} reads and writes pages whatever their protection, as ptrace does. The file belongs to the
 * address space: after execve a new one must be opened. May be used from any thread.
 */
public final class ProcessMemoryFile implements AutoCloseable {
    private static final int BOUNCE_SIZE = 1 << 16;
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final int pid;
    /** Negative once it is closed: the number may be another file's by then, and the id another process's. */
    private volatile int descriptor;

    private ProcessMemoryFile(int pid, int descriptor) {
        this.pid = pid;
        this.descriptor = descriptor;
    }

    /** Native memory that one thread reuses: two iovecs, and a buffer for those who have only a heap array. */
    private static final class Scratch {
        final MemorySegment local = Arena.ofAuto().allocate(16, 8);
        final MemorySegment remote = Arena.ofAuto().allocate(16, 8);
        final MemorySegment bounce = Arena.ofAuto().allocate(BOUNCE_SIZE, 8);
    }

    /**
     * Opens the memory of {@code pid}, which must be traced by this process or belong to it.
     *
     * @throws SyscallException if the system refuses
     */
    public static ProcessMemoryFile open(int pid) {
        String path = "/proc/" + pid + "/mem";
        long descriptor = FileDescriptors.open(path, FileDescriptors.O_RDWR | FileDescriptors.O_CLOEXEC);
        return new ProcessMemoryFile(pid, (int) SystemCall.check("open(\"" + path + "\")", descriptor));
    }

    /** Reads until {@code into} is full or a byte cannot be read; how many bytes were read. */
    public long read(long address, MemorySegment into) {
        if (into.isNative()) {
            return readNative(address, into.address(), into.byteSize());
        }
        MemorySegment bounce = SCRATCH.get().bounce;
        long done = 0;
        while (done < into.byteSize()) {
            long wanted = Math.min(BOUNCE_SIZE, into.byteSize() - done);
            long n = readNative(address + done, bounce.address(), wanted);
            MemorySegment.copy(bounce, 0, into, done, n);
            done += n;
            if (n < wanted) {
                break;
            }
        }
        return done;
    }

    private long readNative(long address, long into, long length) {
        Scratch scratch = SCRATCH.get();
        long done = 0;
        while (done < length && descriptor >= 0) {
            setVector(scratch.local, into + done, length - done);
            setVector(scratch.remote, address + done, length - done);
            long n = SystemCall.call(
                    SystemCall.PROCESS_VM_READV, pid, scratch.local.address(), 1, scratch.remote.address(), 1, 0);
            if (n <= 0) {
                n = SystemCall.call(SystemCall.PREAD64, descriptor, into + done, length - done, address + done);
            }
            if (n <= 0) {
                break;
            }
            done += n;
        }
        return done;
    }

    /** Writes until {@code from} is exhausted or a byte cannot be written; how many bytes were written. */
    public long write(long address, MemorySegment from) {
        if (!from.isNative()) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment copy = arena.allocate(Math.max(1, from.byteSize()));
                MemorySegment.copy(from, 0, copy, 0, from.byteSize());
                return write(address, copy.asSlice(0, from.byteSize()));
            }
        }
        long done = 0;
        while (done < from.byteSize()) {
            long n = SystemCall.call(
                    SystemCall.PWRITE64, descriptor, from.address() + done, from.byteSize() - done, address + done);
            if (n <= 0) {
                break;
            }
            done += n;
        }
        return done;
    }

    /**
     * Reads as the process itself could, pages that it may not read excepted; whether all of {@code into} was read.
     *
     * @param into native memory
     */
    public boolean readPermitted(long address, MemorySegment into) {
        return transfer(SystemCall.PROCESS_VM_READV, address, into);
    }

    /**
     * Writes as the process itself could, pages that it may not write excepted; whether all of {@code from} was written.
     *
     * @param from native memory that does not cross a page there, so that it is written whole or not at all
     */
    public boolean writePermitted(long address, MemorySegment from) {
        return transfer(SystemCall.PROCESS_VM_WRITEV, address, from);
    }

    private boolean transfer(int call, long address, MemorySegment local) {
        Scratch scratch = SCRATCH.get();
        if (descriptor < 0) {
            return false;
        }
        setVector(scratch.local, local.address(), local.byteSize());
        setVector(scratch.remote, address, local.byteSize());
        return SystemCall.call(call, pid, scratch.local.address(), 1, scratch.remote.address(), 1, 0)
                == local.byteSize();
    }

    /** Reads one byte, unsigned; -1 when it cannot be read. */
    public int readByte(long address) {
        MemorySegment bounce = SCRATCH.get().bounce;
        return readNative(address, bounce.address(), 1) == 1 ? bounce.get(ValueLayout.JAVA_BYTE, 0) & 0xff : -1;
    }

    /** Writes one byte; whether it could be written. */
    public boolean writeByte(long address, int value) {
        MemorySegment bounce = SCRATCH.get().bounce;
        bounce.set(ValueLayout.JAVA_BYTE, 0, (byte) value);
        return SystemCall.call(SystemCall.PWRITE64, descriptor, bounce.address(), 1, address) == 1;
    }

    /** Closes the file; whatever is asked for afterwards is not there. Nobody may be using it at the same time. */
    @Override
    public void close() {
        int open = descriptor;
        descriptor = -1;
        if (open >= 0) {
            FileDescriptors.close(open);
        }
    }

    private static void setVector(MemorySegment vector, long base, long length) {
        vector.set(ValueLayout.JAVA_LONG, 0, base);
        vector.set(ValueLayout.JAVA_LONG, 8, length);
    }
}

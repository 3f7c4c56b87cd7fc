package dev.sonde.engine.linux;

import dev.sonde.engine.error.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Somebody who puts right what is planted in an attached process when the debugger is killed: a tiny process of its own,
 * {@link RestorerStub}, with which it shares a table of what is planted.
 *
 * <p>On the tracer thread only, which holds the robust mutex by whose fate the process learns of its own.
 */
public final class Restorer implements AutoCloseable {
    private static final String IMAGE_NAME = "sonde-restorer";
    private static final int O_DIRECTORY = 0x10000;
    private static final int MFD_CLOEXEC = 1;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;
    private static final int PTHREAD_MUTEX_ROBUST = 1;
    private static final int PTHREAD_PROCESS_SHARED = 1;
    private static final int CAPACITY = (RestorerStub.TABLE_SIZE - RestorerStub.SITES) / RestorerStub.SITE_SIZE;

    private final int pid;
    private final MemorySegment table;
    /** The places in the table by address. */
    private final Map<Long, Integer> places = new HashMap<>();

    private Restorer(int pid, MemorySegment table) {
        this.pid = pid;
        this.table = table;
    }

    /**
     * Starts one.
     *
     * @param process the process to put right
     * @param living one of its threads that has not exited
     * @throws SyscallException if the system refuses
     */
    public static Restorer start(int process, int living) {
        List<Integer> descriptors = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            long name = arena.allocateFrom("sonde-sites").address();
            int file = opened(descriptors, "memfd_create", SystemCall.call(SystemCall.MEMFD_CREATE, name, MFD_CLOEXEC));
            SystemCall.check("ftruncate", SystemCall.call(SystemCall.FTRUNCATE, file, RestorerStub.TABLE_SIZE));
            opened(descriptors, "opening the memory", open("/proc/" + living + "/mem", FileDescriptors.O_RDWR));
            opened(descriptors, "opening the threads", open("/proc/" + process + "/task", O_DIRECTORY));
            MemorySegment table = map(file);
            try {
                lock(table);
                return new Restorer(spawn(descriptors), table);
            } catch (RuntimeException e) {
                unmap(table);
                throw e;
            }
        } finally {
            descriptors.forEach(FileDescriptors::close);
        }
    }

    private static long open(String path, int flags) {
        return FileDescriptors.open(path, flags | FileDescriptors.O_CLOEXEC);
    }

    private static int opened(List<Integer> descriptors, String what, long descriptor) {
        int kept = FileDescriptors.outOfTheWay((int) SystemCall.check(what, descriptor));
        descriptors.add(kept);
        return kept;
    }

    private static MemorySegment map(int file) {
        long address =
                SystemCall.call(SystemCall.MMAP, 0, RestorerStub.TABLE_SIZE, PROT_READ_WRITE, MAP_SHARED, file, 0);
        return MemorySegment.ofAddress(SystemCall.check("mmap", address)).reinterpret(RestorerStub.TABLE_SIZE);
    }

    private static void unmap(MemorySegment table) {
        SystemCall.call(SystemCall.MUNMAP, table.address(), table.byteSize());
    }

    private static void lock(MemorySegment table) {
        long mutex = table.address() + RestorerStub.MUTEX;
        try (Arena arena = Arena.ofConfined()) {
            long attributes = arena.allocate(Long.BYTES, Long.BYTES).address(); // a pthread_mutexattr_t has 4 bytes
            must("pthread_mutexattr_init", attributes, 0);
            must("pthread_mutexattr_setrobust", attributes, PTHREAD_MUTEX_ROBUST);
            must("pthread_mutexattr_setpshared", attributes, PTHREAD_PROCESS_SHARED);
            must("pthread_mutex_init", mutex, attributes);
            must("pthread_mutex_lock", mutex, 0);
        }
    }

    private static void must(String function, long a, long b) {
        int errno = Libc.call(Libc.function(function), a, b, 0, 0, 0, 0);
        if (errno != 0) {
            throw new SyscallException(function, errno);
        }
    }

    /** On a thread of its own: the tracer's children are what it traces, and it waits for no other. */
    private static int spawn(List<Integer> descriptors) {
        FutureTask<Integer> spawn = new FutureTask<>(() -> Spawn.run(IMAGE_NAME, RestorerStub.image(), descriptors));
        Thread.ofPlatform().name(IMAGE_NAME).start(spawn);
        try {
            return spawn.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the tracer", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        }
    }

    /** Something is about to be planted where {@code original} is. Beyond a million sites nothing is noted. */
    public void add(long address, byte original) {
        int place = places.getOrDefault(address, places.size());
        if (place >= CAPACITY) {
            return;
        }
        write(place, address, original);
        // Written in this order: whatever the moment of our death, what is counted is whole.
        VarHandle.releaseFence();
        places.put(address, place);
        setCount(places.size());
    }

    /** What was planted at {@code address} is lifted. */
    public void remove(long address) {
        Integer place = places.remove(address);
        if (place == null) {
            return;
        }
        int last = places.size();
        if (place != last) {
            long moved = table.get(ValueLayout.JAVA_LONG, offset(last));
            write(place, moved, table.get(ValueLayout.JAVA_BYTE, offset(last) + Long.BYTES));
            places.put(moved, place);
        }
        VarHandle.releaseFence();
        setCount(last);
    }

    /** Whether debug registers of the threads are to be cleared. */
    public void clearsDebugRegisters(boolean used) {
        table.set(ValueLayout.JAVA_INT, RestorerStub.HARDWARE, used ? 1 : 0);
    }

    /** Thread {@code tid} is about to be kept on the processor of {@code meanwhile}; it is to have {@code before} again. */
    public void pinned(int tid, Affinity before, Affinity meanwhile) {
        before.copyTo(table.asSlice(RestorerStub.AFFINITY, Affinity.MAX_BYTES));
        meanwhile.copyTo(table.asSlice(RestorerStub.PINNED_AFFINITY, Affinity.MAX_BYTES));
        VarHandle.releaseFence();
        table.set(ValueLayout.JAVA_INT, RestorerStub.PINNED, tid);
    }

    /** No thread is kept on one processor any more. */
    public void unpinned() {
        table.set(ValueLayout.JAVA_INT, RestorerStub.PINNED, 0);
    }

    /** Nothing is planted any more: lets the process end, and waits for that. */
    @Override
    public void close() {
        clearsDebugRegisters(false);
        setCount(0);
        must("pthread_mutex_unlock", table.address() + RestorerStub.MUTEX, 0);
        long result;
        do {
            result = SystemCall.call(SystemCall.WAIT4, pid, 0, 0, 0);
        } while (result == -Wait.EINTR);
        unmap(table);
    }

    /** The id of the process. */
    public int pid() {
        return pid;
    }

    private void write(int place, long address, byte original) {
        table.set(ValueLayout.JAVA_LONG, offset(place), address);
        table.set(ValueLayout.JAVA_LONG, offset(place) + Long.BYTES, original);
    }

    private void setCount(int count) {
        table.set(ValueLayout.JAVA_LONG, RestorerStub.COUNT, count);
    }

    private static long offset(int place) {
        return RestorerStub.SITES + (long) RestorerStub.SITE_SIZE * place;
    }
}

package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.StopFilter;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.linux.ProcessMemoryFile;
import dev.sonde.engine.linux.Restorer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code int3} instructions planted in a process, and the bytes they replaced.
 *
 * <p>Changed on the tracer thread only. The sorted snapshot may be read from any thread, which is how memory reads hide
 * what is planted without asking the tracer. A byte is put back only where the {@code int3} still is: the program may
 * have mapped or written something else there.
 */
final class SoftwareSites {
    private static final byte INT3 = (byte) 0xcc;

    private volatile Snapshot snapshot = Snapshot.NONE;
    /** For how many reasons all are lifted for a while. */
    private int lifted;
    /** Who puts the bytes back if we are killed. */
    private @Nullable Restorer ledger;

    /** A planted instruction. */
    static final class Site {
        private final StopPoint.Execute point;
        private final StopFilter filter;
        private volatile byte original;
        private boolean beingStepped;

        private Site(StopPoint.Execute point, StopFilter filter, byte original) {
            this.point = point;
            this.filter = filter;
            this.original = original;
        }

        StopPoint.Execute point() {
            return point;
        }

        StopFilter filter() {
            return filter;
        }

        /** What the program has at the address. */
        byte original() {
            return original;
        }

        /** Whether the program's own instruction is in place because a thread is executing it. */
        boolean isBeingStepped() {
            return beingStepped;
        }
    }

    /** Sorted, never changed once it is published. */
    static final class Snapshot {
        static final Snapshot NONE = new Snapshot(new long[0], new Site[0]);

        private final long[] addresses;
        private final Site[] sites;

        Snapshot(long[] addresses, Site[] sites) {
            this.addresses = addresses;
            this.sites = sites;
        }

        /** The index of the first site at or above {@code address}, unsigned. */
        int firstFrom(long address) {
            int low = 0;
            int high = addresses.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (Long.compareUnsigned(addresses[middle], address) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /** The site at {@code address}, or null. */
    @Nullable
    Site at(long address) {
        Snapshot now = snapshot;
        int i = now.firstFrom(address);
        return i < now.addresses.length && now.addresses[i] == address ? now.sites[i] : null;
    }

    boolean isEmpty() {
        return snapshot.addresses.length == 0;
    }

    /** Plants a site. */
    void plant(StopPoint.Execute point, StopFilter filter, ProcessMemoryFile memory) {
        int original = memory.readByte(point.address());
        if (original < 0) {
            throw cannotInsert(point, "read");
        }
        // Published before the memory changes, so that no reader sees an int3 it does not know of.
        Snapshot old = snapshot;
        publish(old, point, filter, (byte) original);
        if (ledger != null) {
            ledger.add(point.address(), (byte) original);
        }
        // While all are lifted it is only seen whether it could be planted.
        if (!memory.writeByte(point.address(), lifted > 0 ? original : INT3)) {
            forget(point.address(), old);
            throw cannotInsert(point, "written");
        }
    }

    private void forget(long address, Snapshot without) {
        snapshot = without;
        if (ledger != null) {
            ledger.remove(address);
        }
    }

    /** From now on {@code restorer} knows what is planted; nobody does if it is null. */
    void ledger(@Nullable Restorer restorer) {
        ledger = restorer;
        if (restorer != null) {
            for (Site site : snapshot.sites) {
                restorer.add(site.point.address(), site.original);
            }
        }
    }

    private static DebugException cannotInsert(StopPoint.Execute point, String what) {
        return new DebugException("Cannot insert a breakpoint at 0x" + Long.toHexString(point.address())
                + ": the memory there cannot be " + what
                + "; set it once the code is mapped, or use a hardware breakpoint");
    }

    private void publish(Snapshot old, StopPoint.Execute point, StopFilter filter, byte original) {
        int at = old.firstFrom(point.address());
        long[] addresses = new long[old.addresses.length + 1];
        Site[] sites = new Site[addresses.length];
        System.arraycopy(old.addresses, 0, addresses, 0, at);
        System.arraycopy(old.sites, 0, sites, 0, at);
        addresses[at] = point.address();
        sites[at] = new Site(point, filter, original);
        System.arraycopy(old.addresses, at, addresses, at + 1, old.addresses.length - at);
        System.arraycopy(old.sites, at, sites, at + 1, old.sites.length - at);
        snapshot = new Snapshot(addresses, sites);
    }

    /** Removes a site and puts its byte back, if the memory is still there. */
    void unplant(Site site, ProcessMemoryFile memory) {
        putBack(site, memory);
        Snapshot old = snapshot;
        int at = old.firstFrom(site.point.address());
        long[] addresses = new long[old.addresses.length - 1];
        Site[] sites = new Site[addresses.length];
        System.arraycopy(old.addresses, 0, addresses, 0, at);
        System.arraycopy(old.sites, 0, sites, 0, at);
        System.arraycopy(old.addresses, at + 1, addresses, at, addresses.length - at);
        System.arraycopy(old.sites, at + 1, sites, at, addresses.length - at);
        forget(site.point.address(), new Snapshot(addresses, sites));
    }

    /** Puts the original byte back while one thread executes the instruction. */
    void lift(Site site, ProcessMemoryFile memory) {
        site.beingStepped = true;
        memory.writeByte(site.point.address(), site.original);
    }

    /** Undoes {@link #lift}; whether the memory is still there. */
    boolean drop(Site site, ProcessMemoryFile memory) {
        site.beingStepped = false;
        return lifted > 0 || memory.writeByte(site.point.address(), INT3);
    }

    /** Puts every original byte back into the memory of a child that has a copy. */
    void clean(ProcessMemoryFile copy) {
        for (Site site : snapshot.sites) {
            putBack(site, copy);
        }
    }

    /** Puts every original byte back for a while. */
    void liftAll(ProcessMemoryFile memory) {
        if (lifted++ == 0) {
            clean(memory);
        }
    }

    /** Undoes one {@link #liftAll}. */
    void dropAll(ProcessMemoryFile memory) {
        if (lifted == 0 || --lifted > 0) {
            return;
        }
        for (Site site : snapshot.sites) {
            memory.writeByte(site.point.address(), INT3);
        }
    }

    /** Forgets every site: the memory they were planted in is gone. */
    void forgetAll() {
        lifted = 0;
        snapshot = Snapshot.NONE;
    }

    private static void putBack(Site site, ProcessMemoryFile memory) {
        if (memory.readByte(site.point.address()) == (INT3 & 0xff)) {
            memory.writeByte(site.point.address(), site.original);
        }
    }

    /** The planted points, in the order of their addresses. */
    List<Site> all() {
        return List.of(snapshot.sites);
    }

    /** What is planted now, for {@link #hide}. */
    Snapshot snapshot() {
        return snapshot;
    }

    /**
     * Replaces what is planted by what was there, in {@code length} bytes read from {@code address} on.
     *
     * @param before what was planted before the bytes were read: it may have been removed meanwhile
     */
    void hide(long address, MemorySegment bytes, long length, Snapshot before) {
        Snapshot now = snapshot;
        if (before != now) {
            hide(address, bytes, length, before.addresses, before.sites, before.firstFrom(address));
        }
        hide(address, bytes, length, now.addresses, now.sites, now.firstFrom(address));
    }

    private static void hide(
            long address, MemorySegment bytes, long length, long[] addresses, Site[] sites, int first) {
        for (int i = first; i < addresses.length; i++) {
            long offset = addresses[i] - address;
            if (Long.compareUnsigned(offset, length) >= 0) {
                break;
            }
            if (bytes.get(ValueLayout.JAVA_BYTE, offset) == INT3) {
                bytes.set(ValueLayout.JAVA_BYTE, offset, sites[i].original);
            }
        }
    }

    /** Whether a site lies in the range. */
    boolean anyIn(long address, long length) {
        Snapshot now = snapshot;
        int i = now.firstFrom(address);
        return i < now.addresses.length && Long.compareUnsigned(now.addresses[i] - address, length) < 0;
    }

    /** Puts what is planted into bytes about to be written at {@code address}. */
    void overlay(long address, MemorySegment bytes) {
        Snapshot now = snapshot;
        for (int i = now.firstFrom(address); i < now.addresses.length; i++) {
            long offset = now.addresses[i] - address;
            if (Long.compareUnsigned(offset, bytes.byteSize()) >= 0) {
                break;
            }
            bytes.set(ValueLayout.JAVA_BYTE, offset, INT3);
        }
    }

    /** Takes bytes that were written at {@code address}, but for the overlay, as what the program has there. */
    void adopt(long address, MemorySegment bytes) {
        Snapshot now = snapshot;
        for (int i = now.firstFrom(address); i < now.addresses.length; i++) {
            long offset = now.addresses[i] - address;
            if (Long.compareUnsigned(offset, bytes.byteSize()) >= 0) {
                break;
            }
            now.sites[i].original = bytes.get(ValueLayout.JAVA_BYTE, offset);
            if (ledger != null) {
                ledger.add(now.addresses[i], now.sites[i].original);
            }
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(snapshot.addresses);
    }
}

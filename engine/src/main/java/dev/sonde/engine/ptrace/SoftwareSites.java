package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.StopFilter;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.linux.ProcessMemoryFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code int3} instructions planted in a process, and the bytes they replaced.
 *
 * <p>Changed on the tracer thread only. The sorted snapshot may be read from any thread, which is how memory reads hide
 * what is planted without asking the tracer.
 */
final class SoftwareSites {
    private static final byte INT3 = (byte) 0xcc;

    private volatile Snapshot snapshot = new Snapshot(new long[0], new Site[0]);

    /** A planted instruction. */
    static final class Site {
        private final StopPoint.Execute point;
        private final StopFilter filter;
        private volatile byte original;

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
    }

    /** Sorted, never changed once it is published. */
    private static final class Snapshot {
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
        if (original < 0 || !memory.writeByte(point.address(), INT3)) {
            throw new DebugException("Cannot insert a breakpoint at 0x" + Long.toHexString(point.address())
                    + ": the memory there cannot be " + (original < 0 ? "read" : "written")
                    + "; set it once the code is mapped, or use a hardware breakpoint");
        }
        Snapshot old = snapshot;
        int at = old.firstFrom(point.address());
        long[] addresses = new long[old.addresses.length + 1];
        Site[] sites = new Site[addresses.length];
        System.arraycopy(old.addresses, 0, addresses, 0, at);
        System.arraycopy(old.sites, 0, sites, 0, at);
        addresses[at] = point.address();
        sites[at] = new Site(point, filter, (byte) original);
        System.arraycopy(old.addresses, at, addresses, at + 1, old.addresses.length - at);
        System.arraycopy(old.sites, at, sites, at + 1, old.sites.length - at);
        snapshot = new Snapshot(addresses, sites);
    }

    /** Removes a site and puts its byte back, if the memory is still there. */
    void unplant(Site site, ProcessMemoryFile memory) {
        lift(site, memory);
        Snapshot old = snapshot;
        int at = old.firstFrom(site.point.address());
        long[] addresses = new long[old.addresses.length - 1];
        Site[] sites = new Site[addresses.length];
        System.arraycopy(old.addresses, 0, addresses, 0, at);
        System.arraycopy(old.sites, 0, sites, 0, at);
        System.arraycopy(old.addresses, at + 1, addresses, at, addresses.length - at);
        System.arraycopy(old.sites, at + 1, sites, at, addresses.length - at);
        snapshot = new Snapshot(addresses, sites);
    }

    /** Puts the original byte back for a while. */
    void lift(Site site, ProcessMemoryFile memory) {
        memory.writeByte(site.point.address(), site.original);
    }

    /** Undoes {@link #lift}; whether the memory is still there. */
    boolean drop(Site site, ProcessMemoryFile memory) {
        return memory.writeByte(site.point.address(), INT3);
    }

    /** Puts every original byte back into {@code memory}, which may be a forked child's. */
    void liftAll(ProcessMemoryFile memory) {
        for (Site site : snapshot.sites) {
            lift(site, memory);
        }
    }

    /** Undoes {@link #liftAll}. */
    void dropAll(ProcessMemoryFile memory) {
        for (Site site : snapshot.sites) {
            drop(site, memory);
        }
    }

    /** Forgets every site: the memory they were planted in is gone. */
    void forgetAll() {
        snapshot = new Snapshot(new long[0], new Site[0]);
    }

    /** The planted points, in the order of their addresses. */
    List<Site> all() {
        return List.of(snapshot.sites);
    }

    /** Replaces what is planted by what was there, in {@code length} bytes read from {@code address} on. */
    void hide(long address, MemorySegment bytes, long length) {
        Snapshot now = snapshot;
        for (int i = now.firstFrom(address); i < now.addresses.length; i++) {
            long offset = now.addresses[i] - address;
            if (Long.compareUnsigned(offset, length) >= 0) {
                break;
            }
            bytes.set(ValueLayout.JAVA_BYTE, offset, now.sites[i].original);
        }
    }

    /** Whether a site lies in the range. */
    boolean anyIn(long address, long length) {
        Snapshot now = snapshot;
        int i = now.firstFrom(address);
        return i < now.addresses.length && Long.compareUnsigned(now.addresses[i] - address, length) < 0;
    }

    /** Takes bytes about to be written as the new originals, and replaces them by what is planted. */
    void adopt(long address, MemorySegment bytes) {
        Snapshot now = snapshot;
        for (int i = now.firstFrom(address); i < now.addresses.length; i++) {
            long offset = now.addresses[i] - address;
            if (Long.compareUnsigned(offset, bytes.byteSize()) >= 0) {
                break;
            }
            now.sites[i].original = bytes.get(ValueLayout.JAVA_BYTE, offset);
            bytes.set(ValueLayout.JAVA_BYTE, offset, INT3);
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(snapshot.addresses);
    }
}

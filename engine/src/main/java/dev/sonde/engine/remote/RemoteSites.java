package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.StopFilter;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.rsp.PacketBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What a stub watches for us in one process. A stub that has no software breakpoints gets them written into the code. On the
 * link's thread, but for {@link #hide}.
 */
final class RemoteSites {
    private static final byte INT3 = (byte) 0xcc;

    private final RemoteStub stub;
    private final int pid;
    private final Map<StopPoint, Site> sites = new HashMap<>();
    /** Those that are written into the code, by address; read by any thread. */
    private final ConcurrentSkipListMap<Long, Site> patches = new ConcurrentSkipListMap<>(Long::compareUnsigned);

    private @Nullable RemoteMemory memory;
    private boolean lifted;

    /** A place that is watched. */
    static final class Site {
        private final StopPoint point;
        private final StopFilter filter;
        /** What belongs where we have written a breakpoint; of no meaning where the stub has one. */
        private volatile byte original;

        private boolean patched;
        private boolean planted;

        Site(StopPoint point, StopFilter filter) {
            this.point = point;
            this.filter = filter;
        }

        StopPoint point() {
            return point;
        }

        StopFilter filter() {
            return filter;
        }

        /** Whether it is written into the code. */
        boolean isPatched() {
            return patched;
        }
    }

    RemoteSites(RemoteStub stub, int pid) {
        this.stub = stub;
        this.pid = pid;
    }

    void memory(RemoteMemory processMemory) {
        memory = processMemory;
    }

    boolean isEmpty() {
        return sites.isEmpty();
    }

    /** Begins to watch a place. */
    void plant(StopPoint point, StopFilter filter) {
        if (sites.containsKey(point)) {
            throw new DebugException("0x" + Long.toHexString(point.address()) + " is watched already");
        }
        Site site = new Site(point, filter);
        insert(site);
        if (lifted) {
            remove(site);
        }
        sites.put(point, site);
    }

    /** Ends the watching of a place. */
    void unplant(StopPoint point) {
        Site site = sites.remove(point);
        if (site != null) {
            remove(site);
        }
    }

    /** The places of code at {@code address}. */
    List<Site> at(long address) {
        List<Site> found = new ArrayList<>();
        for (boolean hardware : new boolean[] {false, true}) {
            Site site = sites.get(new StopPoint.Execute(address, hardware));
            if (site != null) {
                found.add(site);
            }
        }
        return found;
    }

    /** The software breakpoint at {@code address}. */
    Optional<Site> software(long address) {
        return Optional.ofNullable(sites.get(new StopPoint.Execute(address, false)));
    }

    /** Those that watch {@code address}. */
    List<Site> watching(long address) {
        return sites.values().stream()
                .filter(site -> site.point instanceof StopPoint.Access(long start, long length, var _)
                        && Long.compareUnsigned(address - start, length) < 0)
                .toList();
    }

    /** Stops the watching of {@code some} for a while. */
    void lift(List<Site> some) {
        some.forEach(this::remove);
    }

    /** Undoes {@link #lift}, unless everything is lifted. */
    void drop(List<Site> some) {
        if (!lifted) {
            some.stream().filter(site -> sites.get(site.point) == site).forEach(this::insert);
        }
    }

    /** Stops the watching of everything, in this process and so in one that has borrowed its memory. */
    void liftAll() {
        if (!lifted) {
            lift(List.copyOf(sites.values()));
            lifted = true;
        }
    }

    /** Undoes {@link #liftAll}. */
    void dropAll() {
        if (lifted) {
            lifted = false;
            drop(List.copyOf(sites.values()));
        }
    }

    boolean isLifted() {
        return lifted;
    }

    /** The memory that they were in is gone. */
    void forgetAll() {
        sites.clear();
        patches.clear();
        lifted = false;
    }

    /** Removes what a child has inherited, whose memory is a copy. */
    void clean(int child, RemoteMemory copy) {
        for (Site site : List.copyOf(sites.values())) {
            if (site.patched) {
                copy.tell(site.point.address(), new byte[] {site.original}, 0, 1);
            } else {
                stub.select(child, child);
                stub.link().ask(packet('z', site.point));
            }
        }
    }

    private void insert(Site site) {
        if (site.planted) {
            return;
        }
        stub.select(pid, anyThread());
        char type = type(site.point);
        Optional<byte[]> reply = stub.tryAsk("Z" + type, packet('Z', site.point));
        if (reply.isEmpty()) {
            if (type != '0') {
                throw new DebugException(
                        "The remote stub does not support hardware " + (type == '1' ? "breakpoints" : "watchpoints"));
            }
            patch(site);
        } else if (!StubReply.isOk(reply.get())) {
            throw refused(site.point, type, reply.get());
        }
        site.planted = true;
    }

    private int anyThread() {
        return memory().anyThread();
    }

    private static DebugException refused(StopPoint point, char type, byte[] reply) {
        String at = "0x" + Long.toHexString(point.address());
        String reason = "the remote stub says " + RemoteLink.text(reply);
        return new DebugException(
                switch (type) {
                    case '0' ->
                        "Cannot insert a breakpoint at " + at + ": " + reason + "; the memory there cannot be accessed";
                    case '1' ->
                        "Cannot insert a hardware breakpoint at " + at + ": " + reason
                                + "; all debug registers may be in use";
                    default ->
                        "Cannot watch " + ((StopPoint.Access) point).length() + " bytes at " + at + ": " + reason
                                + "; all debug registers may be in use, or they cannot cover it";
                });
    }

    private void remove(Site site) {
        if (!site.planted) {
            return;
        }
        site.planted = false;
        if (site.patched) {
            long address = site.point.address();
            byte[] now = memory().ask(address, 1);
            if (now.length == 1 && now[0] == INT3) {
                memory().tell(address, new byte[] {site.original}, 0, 1);
            }
            patches.remove(address);
        } else {
            stub.select(pid, anyThread());
            stub.link().ask(packet('z', site.point)); // the memory may be gone by now
        }
        memory().forget();
    }

    private void patch(Site site) {
        long address = site.point.address();
        byte[] before = memory().ask(address, 1);
        if (before.length == 0 || !memory().tell(address, new byte[] {INT3}, 0, 1)) {
            throw new DebugException("Cannot insert a breakpoint at 0x" + Long.toHexString(address)
                    + ": the memory there cannot be " + (before.length == 0 ? "read" : "written"));
        }
        site.original = before[0];
        site.patched = true;
        patches.put(address, site);
    }

    private RemoteMemory memory() {
        RemoteMemory known = memory;
        if (known == null) {
            throw new IllegalStateException("there is no memory yet");
        }
        return known;
    }

    private static char type(StopPoint point) {
        return switch (point) {
            case StopPoint.Execute(long _, boolean hardware) -> hardware ? '1' : '0';
            case StopPoint.Access(long _, long _, StopPoint.Access.Kind kind) ->
                kind == StopPoint.Access.Kind.WRITE ? '2' : '4';
        };
    }

    private static byte[] packet(char action, StopPoint point) {
        long length = point instanceof StopPoint.Access access ? access.length() : 1;
        return PacketBuilder.of("" + action + type(point) + ",")
                .number(point.address())
                .text(",")
                .number(length)
                .toBytes();
    }

    /** Replaces what is written into the code by what belongs there, in bytes read from {@code address} on. */
    void hide(long address, byte[] bytes) {
        within(address, bytes.length).forEach((at, site) -> {
            int offset = (int) (at - address);
            if (bytes[offset] == INT3) {
                bytes[offset] = site.original;
            }
        });
    }

    /** The bytes to be written at {@code address} with what is planted there. */
    byte[] overlay(long address, byte[] bytes) {
        byte[] patched = bytes.clone();
        within(address, bytes.length).keySet().forEach(at -> patched[(int) (at - address)] = INT3);
        return patched;
    }

    /** Takes bytes that were written at {@code address}, but for the overlay, as what the program has there. */
    void adopt(long address, byte[] bytes) {
        within(address, bytes.length).forEach((at, site) -> site.original = bytes[(int) (at - address)]);
    }

    private Map<Long, Site> within(long address, int length) {
        if (patches.isEmpty() || length == 0) {
            return Map.of();
        }
        return new TreeMap<>(patches.subMap(address, true, address + length - 1, true));
    }
}

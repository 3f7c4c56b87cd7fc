package dev.sonde.engine.remote;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.rsp.ProtocolException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The memory of a process behind a stub. What was read is kept until the process runs, block by block, so that stacks and
 * code cost few questions; where the stub does not control a process but a machine, whose devices notice that they are
 * read, nothing is.
 */
final class RemoteMemory implements Memory {
    private static final int PAGE = 4096;
    /** A block of what is kept; never across pages, so that it can be read as a whole or not at all. */
    private static final int BLOCK = 1024;
    /** What is longer than this is read as it is asked for. */
    private static final int LONG = 4 * PAGE;
    /** What the name and the numbers of a packet need, at most. */
    private static final int HEADER = 48;

    private final RemoteStub stub;
    private final RemoteSites sites;
    private final int pid;
    private final Gate gate;
    private final Map<Long, byte[]> blocks = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private volatile boolean keeps;

    /** Has something done on the thread of the link while the process does not run. */
    interface Gate {
        <T> T whileStopped(Supplier<T> work);

        /** A thread of the process, through which its memory is reached. */
        int anyThread();
    }

    RemoteMemory(RemoteStub stub, RemoteSites sites, int pid, Gate gate) {
        this.stub = stub;
        this.sites = sites;
        this.pid = pid;
        this.gate = gate;
    }

    /** Chooses whether what was read is kept until the process runs. */
    void keeps(boolean wanted) {
        keeps = wanted;
    }

    /** The process has run: nothing that was read holds any more. */
    void forget() {
        blocks.clear();
    }

    int anyThread() {
        return gate.anyThread();
    }

    @Override
    public long changes() {
        return changes.get();
    }

    @Override
    public long read(long address, MemorySegment into) {
        long length = into.byteSize();
        if (!keeps || length > LONG) {
            return readThrough(address, into);
        }
        long done = 0;
        while (done < length) {
            long at = address + done;
            long start = at & -BLOCK;
            byte[] block = block(start);
            int from = (int) (at - start);
            int count = (int) Math.min(length - done, block.length - from);
            if (count <= 0) {
                break;
            }
            MemorySegment.copy(block, from, into, ValueLayout.JAVA_BYTE, done, count);
            done += count;
        }
        return done;
    }

    private byte[] block(long start) {
        byte[] known = blocks.get(start);
        if (known == null) {
            known = gate.whileStopped(() -> {
                byte[] bytes = ask(start, BLOCK);
                sites.hide(start, bytes);
                blocks.put(start, bytes); // before the process goes on, which forgets it
                return bytes;
            });
        }
        return known;
    }

    private long readThrough(long address, MemorySegment into) {
        long length = into.byteSize();
        int most = Math.max(BLOCK, (stub.packetSize() - HEADER) / 2 & -BLOCK);
        long done = 0;
        while (done < length) {
            long at = address + done;
            byte[] bytes = piece(at, (int) Math.min(length - done, most));
            if (bytes.length == 0) {
                break;
            }
            MemorySegment.copy(bytes, 0, into, ValueLayout.JAVA_BYTE, done, bytes.length);
            done += bytes.length;
        }
        return done;
    }

    /** At most {@code length} bytes; none if the first page cannot be read. */
    private byte[] piece(long address, int length) {
        return gate.whileStopped(() -> {
            byte[] bytes = ask(address, length);
            if (bytes.length == 0 && !isInOnePage(address, length)) {
                bytes = ask(address, (int) (PAGE - (address & PAGE - 1)));
            }
            sites.hide(address, bytes);
            return bytes;
        });
    }

    private static boolean isInOnePage(long address, int length) {
        return (address & PAGE - 1) + length <= PAGE;
    }

    /** At most {@code length} bytes; none if the stub cannot read the first, or not all. On the link's thread. */
    byte[] ask(long address, int length) {
        stub.select(pid, gate.anyThread());
        byte[] reply = stub.link()
                .ask(PacketBuilder.of("m")
                        .number(address)
                        .text(",")
                        .number(length)
                        .toBytes());
        if (StubReply.isError(reply) || reply.length == 0) {
            return new byte[0];
        }
        byte[] bytes = new PacketCursor(reply).hexBytes();
        if (2 * bytes.length != reply.length) {
            throw new ProtocolException("The remote stub's reply to a request for memory is no memory: "
                    + RemoteLink.text(Arrays.copyOf(reply, Math.min(reply.length, HEADER))));
        }
        return bytes.length > length ? Arrays.copyOf(bytes, length) : bytes;
    }

    @Override
    public long write(long address, MemorySegment from) {
        byte[] bytes = from.toArray(ValueLayout.JAVA_BYTE);
        long written = gate.whileStopped(() -> writeThrough(address, bytes));
        blocks.clear();
        changes.incrementAndGet();
        return written;
    }

    private long writeThrough(long address, byte[] bytes) {
        byte[] patched = sites.overlay(address, bytes);
        // At worst every byte of a binary packet is escaped.
        int most = Math.max(64, (stub.packetSize() - HEADER) / 2);
        int done = 0;
        while (done < patched.length) {
            int count = Math.min(patched.length - done, most);
            if (!tell(address + done, patched, done, count)) {
                count = Math.min(count, (int) (PAGE - (address + done & PAGE - 1)));
                if (!tell(address + done, patched, done, count)) {
                    break;
                }
            }
            done += count;
        }
        sites.adopt(address, Arrays.copyOf(bytes, done));
        return done;
    }

    /** Has the stub write; whether it has. On the link's thread. */
    boolean tell(long address, byte[] bytes, int from, int count) {
        stub.select(pid, gate.anyThread());
        byte[] binary = PacketBuilder.of("X")
                .number(address)
                .text(",")
                .number(count)
                .text(":")
                .binary(bytes, from, count)
                .toBytes();
        byte[] digits = PacketBuilder.of("M")
                .number(address)
                .text(",")
                .number(count)
                .text(":")
                .hex(bytes, from, count)
                .toBytes();
        return StubReply.isOk(
                stub.tryAsk("X", binary).orElseGet(() -> stub.link().ask(digits)));
    }
}

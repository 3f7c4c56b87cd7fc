package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.rsp.RemoteRegister;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterLocation;
import dev.sonde.engine.x86_64.RegisterSink;
import dev.sonde.engine.x86_64.RegisterSource;
import dev.sonde.engine.x86_64.XsaveLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The registers of a thread, as packets have them, and as the blocks that the engine works on. All of them are fetched at
 * once; what the stub says with a stop needs no asking.
 */
final class RemoteRegisters implements RegisterSource, RegisterSink {
    private static final long ALL_IN_USE = XsaveLayout.LEGACY_BYTES;

    private final RemoteStub stub;
    private final int pid;
    private final int tid;
    private final RegisterLayout layout;
    /** What is known of this stop, by number. */
    private final Map<Integer, byte[]> values = new HashMap<>();
    /** What the blocks said when they were read, by number: what is other when they are written has been changed. */
    private final Map<Integer, byte[]> shown = new HashMap<>();

    private boolean fetched;

    RemoteRegisters(RemoteStub stub, int pid, int tid) {
        this.stub = stub;
        this.pid = pid;
        this.tid = tid;
        layout = stub.layout();
    }

    /** The thread has stopped anew; {@code expedited} is what the stub has said of it. */
    void stopped(Map<Integer, byte[]> expedited) {
        values.clear();
        values.putAll(expedited);
        shown.clear();
        fetched = false;
    }

    /** The bits of a general register, without asking if the stub has said it with the stop. On the link's thread. */
    long general(Register register) {
        for (RegisterLayout.Slot slot : layout.slots()) {
            if (slot.register().register() == register) {
                byte[] known = value(slot.number());
                return known == null ? 0 : littleEndian(known);
            }
        }
        return 0;
    }

    private static long littleEndian(byte[] bytes) {
        long value = 0;
        for (int i = Math.min(Long.BYTES, bytes.length) - 1; i >= 0; i--) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }

    @Override
    public boolean isAvailable(Register register) {
        return switch (register.location()) {
            case RegisterLocation.GeneralArea _ -> has(register);
            case RegisterLocation.DebugArea _ -> false;
            default -> true;
        };
    }

    private boolean has(Register register) {
        for (RegisterLayout.Slot slot : layout.slots()) {
            if (slot.register().register() == register) {
                return stub.link().call(() -> value(slot.number())) != null;
            }
        }
        return false;
    }

    private byte @Nullable [] value(int number) {
        byte[] known = values.get(number);
        if (known == null && !fetched) {
            fetch();
            known = values.get(number);
        }
        return known;
    }

    private void fetch() {
        stub.select(pid, tid);
        byte[] reply = stub.link().ask(RemoteLink.bytes("g"));
        if (reply.length == 0) {
            fetchEach();
        } else if (StubReply.isError(reply)) {
            throw new DebugException("Could not fetch the registers of thread " + tid + "; remote failure reply '"
                    + RemoteLink.text(reply) + "'");
        } else {
            for (RegisterLayout.Slot slot : layout.slots()) {
                keep(slot.register(), reply, 2 * slot.offset());
            }
        }
        fetched = true;
    }

    private void fetchEach() {
        for (RegisterLayout.Slot slot : layout.slots()) {
            byte[] reply =
                    stub.link().ask(PacketBuilder.of("p").number(slot.number()).toBytes());
            if (reply.length == 0) {
                throw new DebugException("The remote stub has no packet that reads registers");
            }
            if (!StubReply.isError(reply)) {
                keep(slot.register(), reply, 0);
            }
        }
    }

    /** Keeps a register, unless the stub has said by {@code xx} that it has no value. */
    private void keep(RemoteRegister register, byte[] digits, int at) {
        int end = at + 2 * register.size();
        if (end <= digits.length && digits[at] != 'x') {
            values.put(
                    register.number(), new PacketCursor(Arrays.copyOfRange(digits, at, end)).hexBytes(register.size()));
        }
    }

    @Override
    public void readGeneral(MemorySegment into) {
        stub.link().run(() -> {
            into.fill((byte) 0);
            RegisterFile view = new RegisterFile(layout.table(), new Block(into, null));
            fill(view, true);
            view.flush(new Sink(into::copyFrom));
        });
    }

    @Override
    public long readXsave(MemorySegment into) {
        long size = layout.table().layout().totalSize();
        stub.link().run(() -> {
            MemorySegment area = into.asSlice(0, size);
            area.fill((byte) 0);
            area.set(ValueLayout.JAVA_LONG_UNALIGNED, ALL_IN_USE, components());
            RegisterFile view = new RegisterFile(layout.table(), new Block(null, area));
            fill(view, false);
            view.flush(new Sink(area::copyFrom));
        });
        return size;
    }

    private long components() {
        return layout.table().layout().components().stream()
                .mapToLong(component -> 1L << component.number())
                .reduce(0, (a, b) -> a | b);
    }

    private void fill(RegisterFile view, boolean general) {
        for (RegisterLayout.Slot slot : layout.slots()) {
            RemoteRegister register = slot.register();
            byte[] value = RegisterFile.isGeneral(register.register()) == general ? value(slot.number()) : null;
            if (value != null) {
                register.write(view, value);
            }
        }
        for (RegisterLayout.Slot slot : layout.slots()) {
            if (RegisterFile.isGeneral(slot.register().register()) == general && values.containsKey(slot.number())) {
                shown.put(slot.number(), slot.register().read(view));
            }
        }
    }

    @Override
    public void writeGeneral(MemorySegment from) {
        long call = RegisterFile.getGeneral(from, Register.ORIG_RAX);
        if (call >= 0 && isMoved(from)) {
            // The kernel would restart the interrupted system call by moving the new pc back onto it.
            RegisterFile.putGeneral(from, Register.ORIG_RAX, -1);
        }
        stub.link().run(() -> store(new RegisterFile(layout.table(), new Block(from, null)), true));
    }

    private boolean isMoved(MemorySegment from) {
        return has(Register.ORIG_RAX)
                && stub.link().call(() -> general(Register.RIP)) != RegisterFile.getGeneral(from, Register.RIP);
    }

    @Override
    public void writeXsave(MemorySegment from) {
        stub.link().run(() -> store(new RegisterFile(layout.table(), new Block(null, from)), false));
    }

    private void store(RegisterFile view, boolean general) {
        for (RegisterLayout.Slot slot : layout.slots()) {
            RemoteRegister register = slot.register();
            byte[] before = RegisterFile.isGeneral(register.register()) == general ? shown.get(slot.number()) : null;
            if (before == null) {
                continue;
            }
            byte[] now = register.read(view);
            if (!Arrays.equals(before, now)) {
                store(register, now);
                values.put(slot.number(), now);
                shown.put(slot.number(), now);
            }
        }
    }

    private void store(RemoteRegister register, byte[] value) {
        stub.select(pid, tid);
        byte[] reply = stub.link()
                .ask(PacketBuilder.of("P")
                        .number(register.number())
                        .text("=")
                        .hex(value)
                        .toBytes());
        if (reply.length == 0) {
            values.put(register.number(), value);
            reply = storeAll();
        }
        if (!StubReply.isOk(reply)) {
            throw new DebugException("Could not write register \"" + register.name() + "\"; remote failure reply '"
                    + RemoteLink.text(reply) + "'");
        }
    }

    /** By the one packet that a stub must have. */
    private byte[] storeAll() {
        byte[] all = new byte[layout.size()];
        for (RegisterLayout.Slot slot : layout.slots()) {
            byte[] value = value(slot.number());
            if (value != null) {
                System.arraycopy(value, 0, all, slot.offset(), value.length);
            }
        }
        return stub.link().ask(PacketBuilder.of("G").hex(all).toBytes());
    }

    @Override
    public long readDebug(int index) {
        throw new DebugException("The remote stub does not show debug registers");
    }

    @Override
    public void writeDebug(int index, long value) {
        throw new DebugException("The remote stub does not let debug registers be set");
    }

    /** Blocks that are there already. */
    private record Block(
            @Nullable MemorySegment general, @Nullable MemorySegment xsave) implements RegisterSource {
        @Override
        public void readGeneral(MemorySegment into) {
            if (general != null) {
                into.copyFrom(general);
            }
        }

        @Override
        public long readXsave(MemorySegment into) {
            if (xsave == null) {
                return 0;
            }
            into.asSlice(0, xsave.byteSize()).copyFrom(xsave);
            return xsave.byteSize();
        }

        @Override
        public long readDebug(int index) {
            return 0;
        }
    }

    /** Takes a block. */
    private record Sink(Consumer<MemorySegment> block) implements RegisterSink {
        @Override
        public void writeGeneral(MemorySegment from) {
            block.accept(from);
        }

        @Override
        public void writeXsave(MemorySegment from) {
            block.accept(from);
        }

        @Override
        public void writeDebug(int index, long value) {
            throw new IllegalStateException("no packet has a debug register");
        }
    }
}

package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.rsp.RemoteRegister;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading and writing registers. */
final class RegisterPackets {
    private static final String THREAD_SUFFIX = ";thread:";

    private final Session session;
    private final Map<Integer, Saved> saved = new HashMap<>();
    private int lastSaved;

    /** What {@code QSaveRegisterState} keeps. */
    private record Saved(InferiorThread thread, RegisterState state) {}

    RegisterPackets(Session session) {
        this.session = session;
    }

    void addTo(PacketTable table) {
        table.prefix("g", this::readAll);
        table.prefix("G", this::writeAll);
        table.prefix("p", this::readOne);
        table.prefix("P", this::writeOne);
        table.prefix("QSaveRegisterState", this::save);
        table.prefix("QRestoreRegisterState:", this::restore);
    }

    private Reply readAll(PacketCursor packet) {
        InferiorThread thread = thread(packet);
        RegisterFile registers = thread.registers();
        PacketBuilder reply = new PacketBuilder(8192);
        for (RemoteRegister register : registers(thread)) {
            reply.hex(register.read(registers));
        }
        return Reply.of(reply);
    }

    private Reply writeAll(PacketCursor packet) {
        byte[] bytes = packet.hexBytes();
        InferiorThread thread = thread(packet);
        int offset = 0;
        for (RemoteRegister register : registers(thread)) {
            if (offset + register.size() > bytes.length) {
                break; // as gdbserver: what is missing stays
            }
            byte[] value = Arrays.copyOfRange(bytes, offset, offset + register.size());
            offset += register.size();
            if (!Arrays.equals(value, register.read(thread.registers()))) {
                register.write(thread.registers(), value);
            }
        }
        thread.commitRegisters();
        return Reply.OK;
    }

    private Reply readOne(PacketCursor packet) {
        long number = packet.number();
        InferiorThread thread = thread(packet);
        RemoteRegister register = register(thread, number);
        return Reply.of(new PacketBuilder().hex(register.read(thread.registers())));
    }

    private Reply writeOne(PacketCursor packet) {
        long number = packet.number();
        packet.expect("=");
        byte[] value = packet.hexBytes();
        InferiorThread thread = thread(packet);
        register(thread, number).write(thread.registers(), value);
        thread.commitRegisters();
        return Reply.OK;
    }

    private Reply save(PacketCursor packet) {
        InferiorThread thread = thread(packet);
        saved.put(++lastSaved, new Saved(thread, thread.registers().save()));
        return Reply.text(Integer.toString(lastSaved));
    }

    private Reply restore(PacketCursor packet) {
        int number = Integer.parseUnsignedInt(packet.until(';').replaceAll("\\D", "0"));
        @Nullable Saved kept = saved.remove(number);
        if (kept == null) {
            return Reply.ERROR;
        }
        kept.thread.registers().restore(kept.state);
        kept.thread.commitRegisters();
        return Reply.OK;
    }

    /** The thread that the packet names at its end, or the one that was selected. */
    private InferiorThread thread(PacketCursor packet) {
        if (packet.accept(THREAD_SUFFIX)) {
            InferiorThread thread = session.thread(packet.thread());
            packet.accept(";");
            return thread;
        }
        return session.thread();
    }

    private static List<RemoteRegister> registers(InferiorThread thread) {
        return ServedProcess.description(thread.inferior()).registers();
    }

    private static RemoteRegister register(InferiorThread thread, long number) {
        return ServedProcess.description(thread.inferior())
                .register(number)
                .orElseThrow(() -> new DebugException("There is no register " + number));
    }
}

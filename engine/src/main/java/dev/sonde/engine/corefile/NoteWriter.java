package dev.sonde.engine.corefile;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.signal.SigInfo;
import dev.sonde.engine.x86_64.RegisterState;
import dev.sonde.engine.x86_64.XsaveLayout;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The notes of a core file, in the order in which the kernel has them. */
final class NoteWriter {
    private static final int ALIGNMENT = 4;
    private static final int HEADER = 12;
    /** The fields of {@code /proc/PID/stat} behind the name, proc(5). */
    private static final int STATE = 0;

    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int FLAGS = 6;
    private static final int NICE = 16;
    private static final String STATES = "RSDTZW";

    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
    private final Inferior inferior;
    private final String name;
    private final String[] stat;

    private NoteWriter(Inferior inferior) {
        this.inferior = inferior;
        String text = inferior.info().systemFile("stat").orElse("");
        // The name may contain blanks and parentheses.
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        name = open < close ? text.substring(open + 1, close) : "";
        stat = open < close ? text.substring(close + 1).strip().split(" ", -1) : new String[0];
    }

    /**
     * All notes.
     *
     * @param threads the one that the file shall tell of first, first
     * @param regions what is mapped
     */
    static byte[] notes(Inferior inferior, List<InferiorThread> threads, List<MemoryRegion> regions) {
        NoteWriter writer = new NoteWriter(inferior);
        // As in the kernel's files, every thread has the signal that concerns the process.
        int signal = threads.getFirst().pendingSignal();
        for (InferiorThread thread : threads) {
            RegisterState registers = thread.registers().save();
            Optional<byte[]> info = signalInfo(thread);
            writer.add(CoreLayout.CORE, CoreLayout.NT_PRSTATUS, writer.status(thread, signal, registers, info));
            if (thread == threads.getFirst()) {
                writer.add(CoreLayout.CORE, CoreLayout.NT_PRPSINFO, writer.process());
            }
            info.ifPresent(bytes -> writer.add(CoreLayout.CORE, CoreLayout.NT_SIGINFO, bytes));
            if (thread == threads.getFirst()) {
                writer.add(CoreLayout.CORE, CoreLayout.NT_AUXV, writer.auxiliaryVector());
                writer.add(CoreLayout.CORE, CoreLayout.NT_FILE, files(regions));
            }
            byte[] xsave = registers.xsave();
            writer.add(CoreLayout.CORE, CoreLayout.NT_FPREGSET, Arrays.copyOf(xsave, XsaveLayout.LEGACY_BYTES));
            if (xsave.length >= XsaveLayout.HEADER_END) {
                writer.add(CoreLayout.LINUX, CoreLayout.NT_X86_XSTATE, padded(xsave));
            }
        }
        writer.add(CoreLayout.LINUX, CoreLayout.NT_X86_XSAVE_LAYOUT, writer.components());
        return writer.notes.toByteArray();
    }

    /** gdb 13 reads no area that is smaller than Intel's with the same components. */
    private static byte[] padded(byte[] xsave) {
        return Arrays.copyOf(xsave, Math.max(xsave.length, XsaveLayout.intelSize(xsave)));
    }

    private static Optional<byte[]> signalInfo(InferiorThread thread) {
        try {
            return Optional.of(thread.signalInfo());
        } catch (DebugException e) {
            return Optional.empty(); // it has stopped for no signal
        }
    }

    private void add(String owner, int type, byte[] content) {
        byte[] named = (owner + "\0").getBytes(StandardCharsets.US_ASCII);
        notes.writeBytes(buffer(HEADER)
                .putInt(named.length)
                .putInt(content.length)
                .putInt(type)
                .array());
        notes.writeBytes(Arrays.copyOf(named, roundUp(named.length)));
        notes.writeBytes(Arrays.copyOf(content, roundUp(content.length)));
    }

    private static int roundUp(int size) {
        return size + ALIGNMENT - 1 & -ALIGNMENT;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] status(InferiorThread thread, int signal, RegisterState registers, Optional<byte[]> info) {
        ByteBuffer status = buffer(CoreLayout.STATUS_SIZE);
        status.putInt(0, signal).putShort(CoreLayout.STATUS_SIGNAL, (short) signal);
        if (info.isPresent() && signal != 0) {
            SigInfo decoded = SigInfo.decode(info.get());
            status.putInt(CoreLayout.STATUS_CODE, decoded.code()).putInt(CoreLayout.STATUS_ERRNO, decoded.errno());
        }
        status.putInt(CoreLayout.STATUS_TID, thread.tid())
                .putInt(CoreLayout.STATUS_PARENT, field(PARENT))
                .putInt(CoreLayout.STATUS_GROUP, field(GROUP))
                .putInt(CoreLayout.STATUS_SESSION, field(SESSION))
                .put(CoreLayout.STATUS_REGISTERS, registers.general())
                .putInt(CoreLayout.STATUS_HAS_FLOATS, 1);
        return status.array();
    }

    private byte[] process() {
        ByteBuffer process = buffer(CoreLayout.INFO_SIZE);
        char state = stat.length > STATE && !stat[STATE].isEmpty() ? stat[STATE].charAt(0) : 'T';
        process.put(CoreLayout.INFO_STATE, (byte) Math.max(0, STATES.indexOf(Character.toUpperCase(state))))
                .put(CoreLayout.INFO_STATE_NAME, (byte) state)
                .put(CoreLayout.INFO_ZOMBIE, (byte) (state == 'Z' ? 1 : 0))
                .put(CoreLayout.INFO_NICE, (byte) field(NICE))
                .putLong(CoreLayout.INFO_FLAGS, field(FLAGS))
                .putInt(CoreLayout.INFO_UID, owner("Uid:"))
                .putInt(CoreLayout.INFO_GID, owner("Gid:"))
                .putInt(CoreLayout.INFO_PID, inferior.pid())
                .putInt(CoreLayout.INFO_PARENT, field(PARENT))
                .putInt(CoreLayout.INFO_GROUP, field(GROUP))
                .putInt(CoreLayout.INFO_SESSION, field(SESSION));
        put(process, CoreLayout.INFO_NAME, CoreLayout.INFO_NAME_SIZE, name);
        put(
                process,
                CoreLayout.INFO_ARGUMENTS,
                CoreLayout.INFO_ARGUMENTS_SIZE,
                String.join(" ", inferior.info().commandLine()));
        return process.array();
    }

    private static void put(ByteBuffer into, int offset, int size, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        into.put(offset, bytes, 0, Math.min(bytes.length, size - 1));
    }

    private int field(int index) {
        return index < stat.length ? (int) Long.parseLong(stat[index]) : 0;
    }

    /** The real user or group, the first number of the line. */
    private int owner(String title) {
        return inferior.info()
                .systemFile("status")
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(title))
                .map(line -> line.substring(title.length()).strip().split("\\s+", 2)[0])
                .mapToInt(Integer::parseUnsignedInt)
                .findFirst()
                .orElse(0);
    }

    private byte[] auxiliaryVector() {
        List<AuxiliaryVector.Entry> entries = inferior.info().auxiliaryVector().entries();
        ByteBuffer vector = buffer((entries.size() + 1) * 2 * Long.BYTES);
        entries.forEach(entry -> vector.putLong(entry.type()).putLong(entry.value()));
        return vector.array();
    }

    private static byte[] files(List<MemoryRegion> regions) {
        List<MemoryRegion> mapped =
                regions.stream().filter(MemoryRegion::isFile).toList();
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        ByteBuffer table = buffer((2 + 3 * mapped.size()) * Long.BYTES);
        table.putLong(mapped.size()).putLong(CoreLayout.PAGE);
        for (MemoryRegion region : mapped) {
            table.putLong(region.start()).putLong(region.end()).putLong(region.offset() / CoreLayout.PAGE);
            names.writeBytes((region.name() + "\0").getBytes(StandardCharsets.UTF_8));
        }
        byte[] all = Arrays.copyOf(table.array(), table.capacity() + names.size());
        System.arraycopy(names.toByteArray(), 0, all, table.capacity(), names.size());
        return all;
    }

    private byte[] components() {
        List<XsaveLayout.Component> extended = inferior.registerTable().layout().components().stream()
                .filter(component -> component.number() > XsaveLayout.SSE)
                .toList();
        ByteBuffer table = buffer(extended.size() * CoreLayout.COMPONENT_SIZE);
        extended.forEach(component -> table.putInt(component.number())
                .putInt(component.size())
                .putInt(component.offset())
                .putInt(0));
        return table.array();
    }
}

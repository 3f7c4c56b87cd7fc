package dev.sonde.engine.corefile;

import dev.sonde.debuginfo.elf.BuildId;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Catching;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.ProcessInfo;
import dev.sonde.engine.inferior.ProgramStreams;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopFilter;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A process as a core file has it. It cannot run, nor be changed. Thread-safe, but for the registers of a thread.
 *
 * <p>The file stays mapped until nothing refers to this any more.
 */
public final class CoreInferior implements Inferior {
    private final CoreFile file;
    private final CoreMemory memory;
    private final CoreProcessInfo info;
    private final RegisterTable table;
    private final int pid;
    private final Map<Integer, InferiorThread> threads = new LinkedHashMap<>();
    private volatile boolean closed;

    private CoreInferior(CoreFile file, BackingFiles files) {
        this.file = file;
        memory = new CoreMemory(file, files);
        table = RegisterTable.of(file.notes().layout());
        file.notes().threads().forEach((tid, notes) -> threads.put(tid, new CoreThread(this, table, notes)));
        pid = file.notes().pid().orElseGet(() -> threads.keySet().iterator().next());
        info = new CoreProcessInfo(file, memory, files, signalledStack());
    }

    private long signalledStack() {
        return threads.values().iterator().next().registers().readLong(Register.RSP);
    }

    /**
     * Opens a core file.
     *
     * @param files where what it leaves out comes from
     * @throws DebugException if there is no such file, or it is no core file of an x86-64 program
     */
    public static CoreInferior open(Path path, BackingFiles files) {
        return new CoreInferior(CoreFile.open(path), files);
    }

    /** The core file. */
    public Path file() {
        return file.path();
    }

    /** What is missing in the file or makes no sense, as sentences for the user. */
    public List<String> warnings() {
        return file.warnings();
    }

    /** Makes something of each part of memory. */
    @FunctionalInterface
    public interface Part<T> {
        /** Of one from {@code start} to before {@code end}, with the name that binutils make up for it. */
        T of(long start, long end, String name);
    }

    /** The parts of memory in the order of the file; those of which the file has only the beginning as two. */
    public <T> List<T> parts(Part<T> part) {
        List<T> parts = new ArrayList<>();
        for (CoreSegment segment : file.segments()) {
            long end = segment.start() + segment.header().fileSize();
            String name = "load" + segment.index();
            if (segment.header().fileSize() > 0
                    && segment.header().fileSize() < segment.header().memorySize()) {
                parts.add(part.of(segment.start(), end, name + "a"));
                parts.add(part.of(end, segment.end(), name + "b"));
            } else {
                parts.add(part.of(segment.start(), segment.end(), name));
            }
        }
        return parts;
    }

    /** The command line of the program, as far as the file has it: 80 bytes. */
    public Optional<String> command() {
        return file.notes().commandLine();
    }

    /**
     * Whether {@code program} may be the program that the file is of: judged by their build-ids, or else by its name.
     *
     * @param buildId that of {@code program}
     */
    public boolean mayBeOf(Path program, Optional<BuildId> buildId) {
        Optional<BuildId> mapped = info.mappedProgram().flatMap(memory::buildId);
        if (mapped.isPresent() && buildId.isPresent()) {
            return mapped.equals(buildId);
        }
        String name = String.valueOf(program.getFileName());
        return file.notes().name().map(name::startsWith).orElse(true);
    }

    static DebugException cannotRun() {
        return new DebugException("You can't do that without a process to debug.");
    }

    @Override
    public boolean canRun() {
        return false;
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public boolean launched() {
        return false;
    }

    @Override
    public State state() {
        return closed ? State.GONE : State.STOPPED;
    }

    @Override
    public RegisterTable registerTable() {
        return table;
    }

    @Override
    public Memory memory() {
        return memory;
    }

    @Override
    public List<InferiorThread> threads() {
        return closed ? List.of() : List.copyOf(threads.values());
    }

    @Override
    public Optional<InferiorThread> thread(int tid) {
        return closed ? Optional.empty() : Optional.ofNullable(threads.get(tid));
    }

    @Override
    public ProgramStreams streams() {
        return ProgramStreams.none();
    }

    @Override
    public ProcessInfo info() {
        return info;
    }

    /** Does nothing: it would never be hit. */
    @Override
    public void plant(StopPoint point, StopFilter filter) {}

    @Override
    public void unplant(StopPoint point) {}

    @Override
    public void catching(Catching catching) {}

    /** Nothing ever happens. */
    @Override
    public void onNotice(Consumer<Notice> listener) {}

    @Override
    public void nonStop(boolean each) {}

    @Override
    public void onStop(Runnable listener) {}

    @Override
    public void lendTerminal(boolean lend) {}

    @Override
    public void resume(Resumption resumption) {
        throw cannotRun();
    }

    @Override
    public StopEvent waitForStop() {
        throw cannotRun();
    }

    @Override
    public Optional<StopEvent> waitForStop(Duration limit) {
        throw cannotRun();
    }

    @Override
    public void interrupt() {}

    @Override
    public void interrupt(InferiorThread thread) {}

    /** As {@link #close}. */
    @Override
    public void detach(SignalDelivery signal) {
        close();
    }

    @Override
    public void kill() {
        throw cannotRun();
    }

    /** Lets go of the file. */
    @Override
    public void close() {
        closed = true;
    }
}

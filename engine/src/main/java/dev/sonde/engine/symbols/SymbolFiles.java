package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.debuginfod.DebuginfodClient;
import dev.sonde.debuginfo.debuginfod.DebuginfodResult;
import dev.sonde.debuginfo.elf.BuildId;
import dev.sonde.debuginfo.elf.DebugFileLocator;
import dev.sonde.debuginfo.elf.ElfFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a session's debug files come from: directories of this machine, and servers if the user wants them. Thread-safe.
 *
 * <p>Nothing here waits for a server: a file that is not on this machine is fetched in the background, and the modules
 * that want it have their symbols from the moment that it is there.
 */
public final class SymbolFiles {
    private final AtomicInteger version = new AtomicInteger();
    private final Map<BuildId, Path> fetched = new ConcurrentHashMap<>();
    private final Map<BuildId, Thread> fetching = new ConcurrentHashMap<>();
    private final Set<String> told = new HashSet<>();
    private final AbsentNames absentNames = new AbsentNames();
    private volatile DebugFileLocator locator = DebugFileLocator.standard();
    private volatile Optional<DebuginfodClient> client = Optional.empty();
    private volatile Listener listener = new Listener() {};

    /** The standard directory, and no server. */
    public SymbolFiles() {}

    /** Hears of debug files, on whatever thread looks for them, reads them or fetches them. */
    public interface Listener {
        /**
         * A file was where the debug file of another belongs, and is not it.
         *
         * @param reason why not, with the build-ids or checksums of both
         */
        default void refused(Path file, String reason) {}

        /**
         * The names of a file are being read.
         *
         * @param done bytes read so far
         * @param total bytes to read
         */
        default void indexing(String file, long done, long total) {}

        /** The names of a file are read, or will not be. */
        default void indexed(String file) {}

        /** Whether a debug file may be fetched that this machine does not have. */
        default boolean mayFetch() {
            return false;
        }

        /** A debug file is being fetched. */
        default void fetching(String file, long received, OptionalLong total) {}

        /** What came of fetching one. */
        default void fetched(String file, DebuginfodResult result) {}
    }

    /** Tells {@code newListener} from now on. */
    public void listener(Listener newListener) {
        listener = newListener;
    }

    Listener listener() {
        return listener;
    }

    /** Sets the directories that debug files are looked for in, besides those of the programs. */
    public void directories(List<Path> directories) {
        locator = DebugFileLocator.in(directories);
        version.incrementAndGet();
    }

    /** Sets who fetches what this machine does not have; nobody does at first. */
    public void client(Optional<DebuginfodClient> newClient) {
        client = newClient.filter(DebuginfodClient::isEnabled);
        version.incrementAndGet();
    }

    /** A program or library, not its debug file, that the debug file directories have by its build-id. */
    public Optional<Path> program(BuildId buildId) {
        return locator.findProgram(buildId);
    }

    /** Grows whenever a search that failed may succeed. */
    public int version() {
        return version.get();
    }

    AbsentNames absentNames() {
        return absentNames;
    }

    DebugFileLocator locator() {
        return locator;
    }

    /** Tells once that a file was refused. */
    void refused(Path file, String reason) {
        synchronized (told) {
            if (!told.add(file + reason)) {
                return;
            }
        }
        listener.refused(file, reason);
    }

    /** The debug file of {@code elf}, if it was fetched; else it may be fetched from now on. */
    Optional<Path> fetch(ElfFile elf, BuildId buildId) {
        Path known = fetched.get(buildId);
        if (known != null || client.isEmpty()) {
            return Optional.ofNullable(known);
        }
        if (!fetching.containsKey(buildId) && listener.mayFetch()) {
            DebuginfodClient asked = client.get();
            // One that failed stays here, so that it is not tried again at each stop.
            fetching.computeIfAbsent(
                    buildId,
                    id -> Thread.ofPlatform()
                            .daemon()
                            .name("debuginfod-" + id)
                            .start(() -> run(asked, elf.name(), id)));
        }
        return Optional.empty();
    }

    private void run(DebuginfodClient asked, String name, BuildId buildId) {
        listener.fetching(name, 0, OptionalLong.empty());
        DebuginfodResult result = asked.debugInfo(buildId, (received, total) -> {
            listener.fetching(name, received, total);
            return !Thread.currentThread().isInterrupted();
        });
        if (result instanceof DebuginfodResult.Fetched(Path file)) {
            fetched.put(buildId, file);
            version.incrementAndGet();
        }
        listener.fetched(name, result);
    }

    /** Whether something is being fetched. */
    public boolean isFetching() {
        return fetching.values().stream().anyMatch(Thread::isAlive);
    }

    /** Stops fetching; what is not there yet is not tried again. */
    public void cancelFetching() {
        fetching.values().forEach(Thread::interrupt);
    }

    /**
     * Waits until nothing is being fetched.
     *
     * @throws InterruptedException if interrupted, which stops it
     */
    public void awaitFetching() throws InterruptedException {
        try {
            for (Thread thread : fetching.values()) {
                thread.join();
            }
        } catch (InterruptedException e) {
            cancelFetching();
            throw e;
        }
    }
}

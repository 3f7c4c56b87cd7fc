package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.BreakpointTable;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationResolver;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.ModuleLoader;
import dev.sonde.engine.symbols.Modules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A program of a session: its file, its process while it runs, and what is loaded there. */
public final class Program {
    private final ModuleLoader loader;
    private final BreakpointTable breakpoints;
    private final Consumer<Notice> tell;
    private @Nullable Path executable;
    private @Nullable Inferior inferior;
    private Modules modules = Modules.none();
    private boolean modulesStale;
    private @Nullable CodeBreakpoint loaderEvents;

    Program(ModuleLoader loader, BreakpointTable breakpoints, Consumer<Notice> tell) {
        this.loader = loader;
        this.breakpoints = breakpoints;
        this.tell = tell;
    }

    /**
     * Chooses the file whose symbols are known before it runs.
     *
     * @throws DebugException if the file is not an executable of this machine
     */
    public void load(Path file) {
        if (!Files.exists(file)) {
            throw new DebugException(file + ": No such file or directory.");
        }
        Modules found = loader.ofFile(file);
        if (found.all().isEmpty()) {
            throw new DebugException("\"" + file + "\": not in executable format: it is no ELF program for x86-64");
        }
        executable = file;
        if (!hasProcess()) {
            modules = found;
            breakpoints.resolve(resolver());
        }
    }

    /** The file that {@link #load} chose, or that runs. */
    public Optional<Path> executable() {
        return Optional.ofNullable(executable);
    }

    /** Whether there is a process. */
    public boolean hasProcess() {
        return inferior != null && inferior.state() != Inferior.State.GONE;
    }

    /**
     * The process.
     *
     * @throws DebugException if there is none
     */
    public Inferior inferior() {
        Inferior process = inferior;
        if (process == null || process.state() == Inferior.State.GONE) {
            throw new DebugException("The program is not being run.");
        }
        return process;
    }

    /** The process, or one that has just ended; null when there is none. */
    @Nullable
    Inferior lastInferior() {
        return inferior;
    }

    /** What is loaded now; before the program runs, its file. */
    public Modules modules() {
        if (modulesStale && hasProcess()) {
            modules = loader.load(inferior());
            modulesStale = false;
        }
        return modules;
    }

    /** Finds the addresses that a specification means at this moment. */
    public LocationResolver resolver() {
        return new LocationResolver(modules(), Optional.ofNullable(inferior).map(Inferior::memory));
    }

    /** The breakpoint by which the dynamic loader tells that it has loaded or unloaded something, if it is planted. */
    Optional<CodeBreakpoint> loaderEvents() {
        return Optional.ofNullable(loaderEvents);
    }

    /** The process is about to run: what is loaded may change. */
    void resuming() {
        modulesStale = true;
    }

    /** The process that the program runs as from now on. */
    void adopt(Inferior process) {
        inferior = process;
        executed(process);
    }

    /** The process now runs another program, in which nothing is planted. */
    void executed(Inferior process) {
        modulesStale = true;
        loaderEvents = null;
        process.info().executable().map(Path::of).ifPresent(path -> executable = path);
        breakpoints.attachTo(process, resolver()).forEach(this::warn);
        watchLoader();
    }

    /** The dynamic loader has changed what is loaded. */
    void modulesChanged() {
        modulesStale = true;
        resolveBreakpoints();
    }

    /** What breakpoints mean is looked for again. */
    void resolveBreakpoints() {
        breakpoints.resolve(resolver()).forEach(this::warn);
    }

    /** The process is gone. */
    void ended() {
        breakpoints.forgetPlanted();
        inferior = null;
        loaderEvents = null;
        modulesStale = false;
        Path file = executable;
        // Its addresses stay those of the run that ended: they are the ones that the user has seen.
        modules = file == null ? Modules.none() : loader.ofFile(file, lastBias(file));
        breakpoints.resolve(resolver());
    }

    private long lastBias(Path file) {
        return modules.all().stream()
                .filter(module -> module.name().equals(file.toString()))
                .mapToLong(LoadedModule::bias)
                .findFirst()
                .orElse(0);
    }

    /** Follows the dynamic loader as long as a breakpoint names code that may be loaded later. */
    void watchLoader() {
        if (loaderEvents == null && hasProcess() && breakpoints.anyByName()) {
            LoaderHook.find(inferior(), modules())
                    .ifPresent(address -> loaderEvents = breakpoints.addInternal(address, Optional.empty()));
        }
    }

    private void warn(String text) {
        tell.accept(new Notice.Warning(text));
    }
}

package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.BreakpointTable;
import dev.sonde.engine.breakpoint.LocationResolver;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.library.Libraries;
import dev.sonde.engine.library.LibraryChange;
import dev.sonde.engine.library.LibraryOptions;
import dev.sonde.engine.library.SharedLibrary;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.ModuleLoader;
import dev.sonde.engine.symbols.Modules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A program of a session: its file, its process while it runs, and what is loaded there. */
public final class Program {
    private final ModuleLoader loader;
    private final BreakpointTable breakpoints;
    private final Consumer<Notice> tell;
    private final LibraryWatch libraryWatch;
    private @Nullable Path executable;
    private @Nullable Inferior inferior;
    private Modules modules = Modules.none();

    Program(ModuleLoader loader, BreakpointTable breakpoints, Consumer<Notice> tell) {
        this.loader = loader;
        this.breakpoints = breakpoints;
        this.tell = tell;
        libraryWatch = new LibraryWatch(breakpoints, new Libraries(loader));
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
        if (hasProcess()) {
            librariesChanged();
        }
        return modules;
    }

    /** The shared libraries, as the dynamic loader tells of them. */
    List<SharedLibrary> libraries() {
        modules();
        return hasProcess() ? libraryWatch.libraries().all() : List.of();
    }

    LibraryOptions libraryOptions() {
        return libraryWatch.libraries().options();
    }

    /** Where the files of the libraries are is looked for again, if that has changed. */
    void libraryOptions(LibraryOptions options) {
        LibraryOptions before = libraryOptions();
        libraryWatch.libraries().options(options);
        boolean elsewhere = !before.systemRoot().equals(options.systemRoot())
                || !before.searchPath().equals(options.searchPath());
        if (elsewhere && hasProcess()) {
            modules();
            libraryWatch.libraries().findAgain();
            resolveBreakpoints();
        }
    }

    /** Reads the symbols of the libraries whose names are wanted, if they are not read yet; those are returned. */
    List<SharedLibrary> readLibraries(Predicate<String> wanted) {
        modules();
        LibraryChange change = libraryWatch.libraries().readSymbols(wanted);
        changed(change);
        return change.loaded();
    }

    /** Forgets the symbols of all libraries. */
    void forgetLibraries() {
        modules();
        changed(libraryWatch.libraries().forgetSymbols());
    }

    /** Looks what the dynamic loader has done since it was last looked at. */
    LibraryChange librariesChanged() {
        LibraryChange change = libraryWatch.update();
        changed(change);
        return change;
    }

    /** What was loaded has the breakpoints that mean something there; what was unloaded has none any more. */
    private void changed(LibraryChange change) {
        modules = libraryWatch.libraries().modules();
        for (SharedLibrary library : change.unloaded()) {
            library.module()
                    .map(module -> new Modules(List.of(module)))
                    .filter(breakpoints::forgetUnloaded)
                    .ifPresent(_ -> warn("Temporarily disabling breakpoints for unloaded shared library \""
                            + library.name() + "\""));
        }
        if (!change.loaded().isEmpty()) {
            Modules loaded = new Modules(change.loaded().stream()
                    .filter(SharedLibrary::isSymbolsRead)
                    .flatMap(library -> library.module().stream())
                    .toList());
            LocationResolver resolver =
                    new LocationResolver(modules, Optional.ofNullable(inferior).map(Inferior::memory));
            breakpoints.resolveLoaded(resolver, loaded).forEach(this::warn);
        }
    }

    /** Finds the addresses that a specification means at this moment. */
    public LocationResolver resolver() {
        return new LocationResolver(modules(), Optional.ofNullable(inferior).map(Inferior::memory));
    }

    /** Follows what the dynamic loader does. */
    LibraryWatch libraryWatch() {
        return libraryWatch;
    }

    /** The process is about to run: what is loaded may change. */
    void resuming() {
        libraryWatch.resuming();
    }

    /** The process that the program runs as from now on. */
    void adopt(Inferior process) {
        inferior = process;
        executed(process);
    }

    /** The process now runs another program, in which nothing is planted. */
    void executed(Inferior process) {
        process.info().executable().map(Path::of).ifPresent(path -> executable = path);
        libraryWatch.follow(process);
        breakpoints.attachTo(process, resolver()).forEach(this::warn);
        libraryWatch.plant();
    }

    /** What breakpoints mean is looked for again. */
    void resolveBreakpoints() {
        breakpoints.resolve(resolver()).forEach(this::warn);
    }

    /** The process is gone. */
    void ended() {
        breakpoints.forgetPlanted();
        inferior = null;
        libraryWatch.forget();
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

    private void warn(String text) {
        tell.accept(new Notice.Warning(text));
    }
}

package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.BreakpointSpace;
import dev.sonde.engine.breakpoint.BreakpointTable;
import dev.sonde.engine.breakpoint.LocationResolver;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.StopEvent;
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

/**
 * A program of a session, which gdb calls an inferior: its number, its file, its process while it runs, and what is loaded
 * there.
 */
public final class Program {
    private final int number;
    private final ModuleLoader loader;
    private final BreakpointTable breakpoints;
    private final Consumer<Notice> tell;
    private final BreakpointSpace space;
    private final LibraryWatch libraryWatch;
    private @Nullable Path executable;
    /** The file that the user has chosen, if it was not found by what runs. */
    private @Nullable Path chosen;

    private @Nullable Inferior inferior;
    private @Nullable CoreDump core;
    private Modules modules = Modules.none();
    private int lastPid;
    private boolean removable;
    /** What it has made, and nothing is decided about yet. */
    private ForkFollower.@Nullable Made made;
    /** The program whose process has borrowed this one's memory. */
    private @Nullable Program borrower;
    /** The program whose memory this one has borrowed, and which is let go afterwards. */
    private @Nullable Program lenderToDetach;
    /** An event that came while the process was stopped for another one's sake. */
    private @Nullable StopEvent deferred;

    Program(int number, ModuleLoader loader, BreakpointTable breakpoints, Consumer<Notice> tell) {
        this.number = number;
        this.loader = loader;
        this.breakpoints = breakpoints;
        this.tell = tell;
        space = breakpoints.addSpace(number, this::resolver);
        libraryWatch = new LibraryWatch(breakpoints, space, new Libraries(loader));
    }

    /** By which the user refers to it, counted from 1. */
    public int number() {
        return number;
    }

    /** Where the breakpoints have their locations in it. */
    public BreakpointSpace space() {
        return space;
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
        chosen = file;
        if (!hasProcess()) {
            modules = found;
            breakpoints.resolve(space);
        } else if (!inferior().canRun()) {
            findLibrariesAgain();
        }
    }

    /** The file that the user has chosen. */
    Optional<Path> chosen() {
        return Optional.ofNullable(chosen);
    }

    /** The file that {@link #load} chose, or that runs. */
    public Optional<Path> executable() {
        return Optional.ofNullable(executable);
    }

    /** The core file that is looked at instead of a process. */
    public Optional<CoreDump> core() {
        return hasProcess() ? Optional.ofNullable(core) : Optional.empty();
    }

    /** Whether there is a process, or a core file of one. */
    public boolean hasProcess() {
        return inferior != null && (inferior.state() != Inferior.State.GONE || deferred != null);
    }

    /**
     * The process.
     *
     * @throws DebugException if there is none
     */
    public Inferior inferior() {
        Inferior process = inferior;
        if (process == null || !hasProcess()) {
            throw new DebugException("The program is not being run.");
        }
        return process;
    }

    /** The process, or one that has just ended; null when there is none. */
    @Nullable
    Inferior lastInferior() {
        return inferior;
    }

    /** The id of the process, or of the last one; 0 when there never was one. */
    public int lastPid() {
        return lastPid;
    }

    /** Whether it goes when its process has ended, because nobody has asked for it. */
    boolean isRemovable() {
        return removable;
    }

    void removable() {
        removable = true;
    }

    void executable(Path file) {
        executable = file;
    }

    /** What it has made, and nothing is decided about yet. */
    ForkFollower.@Nullable Made made() {
        return made;
    }

    void made(ForkFollower.Made process) {
        made = process;
    }

    ForkFollower.@Nullable Made takeMade() {
        ForkFollower.Made taken = made;
        made = null;
        return taken;
    }

    void lends(Program child) {
        borrower = child;
    }

    @Nullable
    Program borrower() {
        return borrower;
    }

    void detachesLender(Program lender) {
        lenderToDetach = lender;
    }

    @Nullable
    Program takeLenderToDetach() {
        Program taken = lenderToDetach;
        lenderToDetach = null;
        return taken;
    }

    void defer(StopEvent event) {
        deferred = event;
    }

    @Nullable
    StopEvent takeDeferred() {
        StopEvent taken = deferred;
        deferred = null;
        return taken;
    }

    /** What is loaded now; before the program runs, its file. */
    public Modules modules() {
        if (hasProcess()) {
            librariesChanged();
        }
        return modules;
    }

    /** What was known to be loaded when it was last looked at. */
    Modules knownModules() {
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
            findLibrariesAgain();
        }
    }

    private void findLibrariesAgain() {
        libraryWatch.libraries().findAgain();
        modules = libraryWatch.libraries().modules();
        resolveBreakpoints();
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
                    .filter(gone -> breakpoints.forgetUnloaded(space, gone))
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
            breakpoints.resolveLoaded(space, resolver, loaded).forEach(this::warn);
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
        lastPid = process.pid();
        executed(process);
    }

    /** The core file whose process the program has from now on. */
    void adopt(Inferior process, CoreDump dump) {
        modules = Modules.none();
        core = dump;
        inferior = process;
        lastPid = process.pid();
        process.info().executable().map(Path::of).ifPresent(path -> executable = path);
        libraryWatch.follow(process);
        modules();
        breakpoints.attachTo(space, process).forEach(this::warn);
    }

    /** The process now runs another program, in which nothing is planted. */
    void executed(Inferior process) {
        core = null;
        process.info().executable().map(Path::of).ifPresent(path -> executable = path);
        libraryWatch.follow(process);
        // A stub need not tell which program it has: then there is code without symbols.
        if (modules().all().isEmpty() && process.info().executable().isPresent()) {
            letRun(process);
            return;
        }
        breakpoints.attachTo(space, process).forEach(this::warn);
        libraryWatch.plant();
    }

    /** A program of another kind than x86-64, such as a 32-bit one: nothing is planted in it. */
    private void letRun(Inferior process) {
        breakpoints.forgetPlanted(space);
        space.rest();
        breakpoints.resolve(space);
        warn("process " + process.pid() + " is no x86-64 program"
                + process.info().executable().map(path -> " (" + path + ")").orElse("")
                + ": it goes on without breakpoints, and its code cannot be shown");
    }

    /** What breakpoints mean is looked for again. */
    void resolveBreakpoints() {
        breakpoints.resolve(space).forEach(this::warn);
    }

    /** The process is gone. */
    void ended() {
        breakpoints.forgetPlanted(space);
        inferior = null;
        core = null;
        libraryWatch.forget();
        made = null;
        borrower = null;
        deferred = null;
        Path file = executable;
        // Its addresses stay those of the run that ended: they are the ones that the user has seen.
        modules = file == null ? Modules.none() : loader.ofFile(file, lastBias(file));
        breakpoints.resolve(space);
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

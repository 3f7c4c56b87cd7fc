package dev.sonde.engine.library;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.ModuleLoader;
import dev.sonde.engine.symbols.Modules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The shared libraries of a process, followed through the lists of its dynamic loader.
 *
 * <p>Before the loader has made its list there is only the loader itself. A library keeps its place when others come and
 * go. Not thread-safe.
 *
 * <p>Source: {@code <link.h>}; gABI chapter 5, "Dynamic Linking".
 */
public final class Libraries {
    private final ModuleLoader loader;
    private final LibraryFiles files;
    private final Map<Long, LinkMapList> namespaces = new LinkedHashMap<>();
    private final Map<LinkMap, SharedLibrary> byLinkMap = new LinkedHashMap<>();
    private LibraryOptions options = LibraryOptions.DEFAULT;
    private @Nullable Inferior inferior;
    private ProgramImage program = ProgramImage.NONE;
    private Modules modules = Modules.none();
    private long namesRead;

    /** Follows nothing yet; files are opened by {@code loader}. */
    public Libraries(ModuleLoader loader) {
        this.loader = loader;
        files = new LibraryFiles(loader);
    }

    /** What is done about libraries that are loaded from now on. */
    public LibraryOptions options() {
        return options;
    }

    /** Chooses what is done about libraries that are loaded from now on. */
    public void options(LibraryOptions newOptions) {
        options = newOptions;
    }

    /** A process is there, or another program in it: nothing is known of it yet. */
    public void follow(Inferior newInferior) {
        forget();
        inferior = newInferior;
        program = ProgramImage.of(newInferior, files, options);
        if (rendezvous().isEmpty()) {
            program.interpreter().ifPresent(this::addInterpreter);
        }
        putTogether();
    }

    private void addInterpreter(LoadedModule interpreter) {
        LinkMap unknown = new LinkMap(0, interpreter.bias(), 0, 0, 0);
        byLinkMap.put(unknown, new SharedLibrary(interpreter.name(), unknown, Optional.of(interpreter), isRead()));
    }

    /** The process is gone. */
    public void forget() {
        inferior = null;
        program = ProgramImage.NONE;
        namespaces.clear();
        byLinkMap.clear();
        modules = Modules.none();
    }

    /** The libraries, in the order in which they were seen first. */
    public List<SharedLibrary> all() {
        return List.copyOf(byLinkMap.values());
    }

    /** The executable, then the libraries whose symbols are read, then the vDSO. */
    public Modules modules() {
        return modules;
    }

    /** The dynamic loader itself, or a static program that may load libraries. */
    Optional<LoadedModule> loaderModule() {
        return program.interpreter().or(program::executable);
    }

    /** How many names of libraries were read from the process so far. */
    public long namesRead() {
        return namesRead;
    }

    /** What the loader tells of each namespace; none before it has begun. */
    List<Rendezvous> rendezvous() {
        Inferior process = inferior;
        if (process == null) {
            return List.of();
        }
        OptionalLong first = program.rendezvous(process.memory());
        return first.isEmpty() ? List.of() : Rendezvous.readAll(process.memory(), first.getAsLong());
    }

    /** What the loader says that it is about to do with the lists; nothing when they are as they shall be. */
    public Optional<LoaderPlace.Effect> announced() {
        for (Rendezvous one : rendezvous()) {
            if (one.state() != Rendezvous.State.CONSISTENT) {
                return Optional.of(
                        one.state() == Rendezvous.State.ADD ? LoaderPlace.Effect.LOADED : LoaderPlace.Effect.CHANGED);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads what has changed.
     *
     * @param onlyGrown whether nothing can have been unloaded since the last time
     */
    public LibraryChange update(boolean onlyGrown) {
        Inferior process = inferior;
        if (process == null) {
            return LibraryChange.NONE;
        }
        List<Rendezvous> all = rendezvous();
        if (all.isEmpty()) {
            return LibraryChange.NONE; // the loader has not begun, or there is none
        }
        List<SharedLibrary> loaded = new ArrayList<>();
        List<SharedLibrary> unloaded = new ArrayList<>();
        boolean intact = true;
        boolean whole = !onlyGrown;
        for (Rendezvous one : all) {
            LinkMapList list = namespaces.computeIfAbsent(one.address(), _ -> new LinkMapList());
            int known = list.update(process.memory(), one.map(), onlyGrown);
            intact &= list.isIntact();
            whole |= known == 0;
            for (LinkMap entry : list.entries().subList(known, list.entries().size())) {
                add(process, entry).ifPresent(loaded::add);
            }
        }
        if (!intact) {
            addMapped(process, loaded);
        } else if (whole) {
            removeGone(unloaded);
        }
        if (!loaded.isEmpty() || !unloaded.isEmpty()) {
            putTogether();
        }
        return new LibraryChange(loaded, unloaded);
    }

    /** A key that stays the same when what follows the entry changes. */
    private static LinkMap key(LinkMap entry) {
        return new LinkMap(entry.address(), entry.base(), entry.nameAddress(), entry.dynamic(), 0);
    }

    private Optional<SharedLibrary> add(Inferior process, LinkMap entry) {
        LinkMap key = key(entry);
        if (byLinkMap.containsKey(key) || program.isOwn(entry.dynamic())) {
            return Optional.empty();
        }
        Optional<LoadedModule> interpreter = program.interpreter().filter(module -> module.contains(entry.dynamic()));
        if (interpreter.isPresent() && renamed(process, key, interpreter.get())) {
            return Optional.empty();
        }
        namesRead++;
        String name = entry.name(process.memory());
        Optional<LoadedModule> module = files.library(process, options, name, entry.base(), entry.dynamic())
                .map(file -> file.at(
                        name.isEmpty() ? file.elf().name() : name, entry.base(), OptionalLong.of(entry.address())));
        SharedLibrary library = new SharedLibrary(
                name.isEmpty() ? module.map(LoadedModule::name).orElse("") : name, key, module, isRead());
        if (library.name().isEmpty()) {
            return Optional.empty(); // neither a name nor a file: no library
        }
        byLinkMap.put(key, library);
        return Optional.of(library);
    }

    /** The loader was known before its list was: it stays the first library. Other namespaces list it once more. */
    private boolean renamed(Inferior process, LinkMap key, LoadedModule interpreter) {
        List<SharedLibrary> before = all();
        if (before.stream().noneMatch(library -> library.linkMap().address() == 0)) {
            return false;
        }
        namesRead++;
        String name = key.name(process.memory());
        byLinkMap.clear();
        for (SharedLibrary library : before) {
            if (library.linkMap().address() != 0) {
                byLinkMap.put(library.linkMap(), library);
                continue;
            }
            LoadedModule renamed = interpreter.listedAs(name.isEmpty() ? interpreter.name() : name, key.address());
            byLinkMap.put(key, new SharedLibrary(renamed.name(), key, Optional.of(renamed), library.isSymbolsRead()));
        }
        putTogether();
        return true;
    }

    private void removeGone(List<SharedLibrary> unloaded) {
        Map<LinkMap, Boolean> there = new LinkedHashMap<>();
        namespaces.values().forEach(list -> list.entries().forEach(entry -> there.put(key(entry), true)));
        byLinkMap.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey().address() != 0 && !there.containsKey(entry.getKey());
            if (gone) {
                unloaded.add(entry.getValue());
            }
            return gone;
        });
    }

    /** A list is damaged: what it does not tell is found by what is mapped. */
    private void addMapped(Inferior process, List<SharedLibrary> loaded) {
        for (MappedFiles.Mapped mapped : MappedFiles.find(process, loader)) {
            LoadedModule module = mapped.file().at(mapped.name(), mapped.bias(), OptionalLong.empty());
            boolean known = program.isOwn(module.start())
                    || byLinkMap.values().stream()
                            .flatMap(library -> library.module().stream())
                            .anyMatch(other -> other.start() == module.start());
            if (!known) {
                LinkMap key = new LinkMap(0, mapped.bias(), 0, module.start(), 0);
                SharedLibrary library = new SharedLibrary(mapped.name(), key, Optional.of(module), isRead());
                byLinkMap.put(key, library);
                loaded.add(library);
            }
        }
    }

    /** Adds the symbols of the libraries whose names are wanted to those that names are looked up in. */
    public LibraryChange readSymbols(Predicate<String> wanted) {
        List<SharedLibrary> read = byLinkMap.values().stream()
                .filter(library ->
                        !library.isSymbolsRead() && library.module().isPresent() && wanted.test(library.name()))
                .toList();
        read.forEach(library -> library.setSymbolsRead(true));
        putTogether();
        return new LibraryChange(read, List.of());
    }

    /** Forgets the symbols of all libraries that are loaded; those that are loaded later are read again. */
    public LibraryChange forgetSymbols() {
        List<SharedLibrary> known = all();
        known.forEach(library -> library.setSymbolsRead(false));
        // As in gdb they are in the order of the list from now on.
        byLinkMap.clear();
        Map<LinkMap, SharedLibrary> listed =
                known.stream().collect(Collectors.toMap(SharedLibrary::linkMap, library -> library));
        namespaces.values().stream()
                .flatMap(list -> list.entries().stream())
                .map(Libraries::key)
                .filter(listed::containsKey)
                .forEach(key -> byLinkMap.put(key, listed.get(key)));
        known.forEach(library -> byLinkMap.putIfAbsent(library.linkMap(), library));
        putTogether();
        return new LibraryChange(List.of(), known);
    }

    /** Looks for the file of each library again. */
    public void findAgain() {
        Inferior process = inferior;
        if (process != null) {
            follow(process);
            update(false);
        }
    }

    private boolean isRead() {
        return options.readSymbols();
    }

    private void putTogether() {
        List<LoadedModule> all = new ArrayList<>();
        Set<Long> starts = new HashSet<>();
        program.executable().ifPresent(all::add);
        byLinkMap.values().stream()
                .filter(SharedLibrary::isSymbolsRead)
                .flatMap(library -> library.module().stream())
                .filter(module -> starts.add(module.start()))
                .forEach(all::add);
        program.vdso().ifPresent(all::add);
        modules = new Modules(all);
    }
}

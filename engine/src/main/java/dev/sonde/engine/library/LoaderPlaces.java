package dev.sonde.engine.library;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.StapProbe;
import dev.sonde.engine.library.LoaderPlace.Effect;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a dynamic loader tells debuggers that it loads and unloads libraries: the probes of glibc where it was built with
 * them, or else the function that {@code r_brk} leads to, which has one of a few names before the loader has set that.
 *
 * <p>Source: the comment on {@code r_brk} in glibc's {@code <link.h>}; glibc manual, "Dynamic Linker Probes" of the internal
 * probes; musl and bionic have the function under names of their own.
 */
public final class LoaderPlaces {
    private static final String PROVIDER = "rtld";
    private static final Map<String, Effect> PROBES = Map.of(
            "init_start", Effect.NONE,
            "init_complete", Effect.CHANGED,
            "map_start", Effect.NONE,
            "map_failed", Effect.NONE,
            "reloc_complete", Effect.LOADED,
            "unmap_start", Effect.NONE,
            "unmap_complete", Effect.CHANGED);
    private static final Set<String> NEEDED = Set.of("init_complete", "reloc_complete", "unmap_complete");
    private static final List<String> NAMES =
            List.of("_dl_debug_state", "rtld_db_dlactivity", "_r_debug_state", "r_debug_state");

    private LoaderPlaces() {}

    /** All of them; none for a static program that loads nothing, and for a loader that does not tell. */
    public static List<LoaderPlace> find(Libraries libraries) {
        List<LoaderPlace> probes =
                libraries.loaderModule().map(LoaderPlaces::probes).orElse(List.of());
        if (!probes.isEmpty()) {
            return probes;
        }
        for (Rendezvous one : libraries.rendezvous()) {
            if (one.hook() != 0) {
                return List.of(new LoaderPlace(one.hook(), Effect.AS_STATE_TELLS));
            }
        }
        return libraries.loaderModule().stream()
                .flatMap(module -> NAMES.stream().flatMap(name -> module.symbolsNamed(name).stream()))
                .map(SymbolPlace::start)
                .findFirst()
                .map(address -> List.of(new LoaderPlace(address, Effect.AS_STATE_TELLS)))
                .orElse(List.of());
    }

    private static List<LoaderPlace> probes(LoadedModule loader) {
        List<LoaderPlace> places = new ArrayList<>();
        Set<String> missing = new HashSet<>(NEEDED);
        try {
            for (StapProbe probe : StapProbe.readAll(loader.elf())) {
                Effect effect = PROBES.get(probe.name());
                if (probe.provider().equals(PROVIDER) && effect != null) {
                    places.add(new LoaderPlace(loader.toProcess(probe.address()), effect));
                    missing.remove(probe.name());
                }
            }
        } catch (FormatException e) {
            return List.of(); // damaged notes: the function serves as well
        }
        return missing.isEmpty() ? places : List.of();
    }
}

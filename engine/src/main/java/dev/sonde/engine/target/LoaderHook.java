package dev.sonde.engine.target;

import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The function that the dynamic loader calls when it has loaded or unloaded a library, made for debuggers.
 *
 * <p>Source: the comment on {@code r_brk} in glibc's {@code <link.h>}; musl and bionic have the same under other names.
 */
final class LoaderHook {
    private static final List<String> NAMES = List.of("_dl_debug_state", "rtld_db_dlactivity");

    private LoaderHook() {}

    /** Its address; empty for a static program, and for a loader that does not tell. */
    static OptionalLong find(Inferior inferior, Modules modules) {
        OptionalLong base = inferior.info().auxiliaryVector().value(AuxiliaryVector.AT_BASE);
        if (base.isEmpty()) {
            return OptionalLong.empty();
        }
        return modules.at(base.getAsLong()).stream()
                .flatMap(LoaderHook::candidates)
                .mapToLong(SymbolPlace::start)
                .findFirst();
    }

    private static Stream<SymbolPlace> candidates(LoadedModule loader) {
        return NAMES.stream().flatMap(name -> loader.symbolsNamed(name).stream());
    }
}

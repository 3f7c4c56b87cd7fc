package dev.sonde.cli.command.source;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.Console;
import dev.sonde.cli.console.Style;
import dev.sonde.cli.execution.Texts;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SourceInformation;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The symbols that no debugging information describes. */
final class OtherSymbols {
    private OtherSymbols() {}

    /**
     * Prints those whose names match, under a title if there are any.
     *
     * @param described the names of those that debugging information describes all the same
     * @param symbols those of a module that may be meant
     */
    static void print(
            Session session, Pattern pattern, Set<String> described, Function<LoadedModule, List<SymbolPlace>> symbols)
            throws InterruptedException {
        Console console = session.console();
        boolean any = false;
        for (LoadedModule module : session.target().modules().all()) {
            Optional<SourceInformation> source = module.source();
            Set<String> printed = new LinkedHashSet<>();
            for (SymbolPlace symbol : symbols.apply(module)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                String name = Demangler.demangle(symbol.name()).orElse(symbol.name());
                if (!pattern.matcher(name).find()
                        || described.contains(name)
                        || source.flatMap(known -> known.unitAt(module.toFile(symbol.start())))
                                .isPresent()) {
                    continue;
                }
                String line = console.styled(Style.ADDRESS, Texts.paddedHex(symbol.start())) + "  "
                        + console.styled(Style.FUNCTION, name);
                if (printed.add(line)) {
                    if (!any) {
                        console.println("");
                        console.println("Non-debugging symbols:");
                        any = true;
                    }
                    console.println(line);
                }
            }
        }
    }
}

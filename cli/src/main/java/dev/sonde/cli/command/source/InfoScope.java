package dev.sonde.cli.command.source;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Locations;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SourceInformation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code info scope LOCATION}: the variables of the blocks around a place, and where they live. */
final class InfoScope extends Command {
    InfoScope() {
        super(Topic.STATUS, "List the variables local to a scope.");
    }

    @Override
    public String details() {
        return "Usage: info scope LOCATION\nLOCATION is as for \"break\".";
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("requires an argument (function, line or *addr) to define a scope");
        }
        if (session.target().modules().all().isEmpty()) {
            throw new CommandException("No symbol table is loaded.  Use the \"file\" command.");
        }
        LocationSpec spec = Locations.parse(session, arguments);
        List<Long> places = definitions(session, spec);
        if (places.isEmpty()) {
            places = session.target().resolver().resolve(spec);
        }
        if (places.isEmpty()) {
            throw new CommandException(Locations.missing(session, spec));
        }
        // A copy of a function that was not inlined has what a user of its name expects.
        long address = places.stream()
                .filter(place -> frames(session, place) == 1)
                .findFirst()
                .orElse(places.getFirst());
        List<String> lines = session.target()
                .modules()
                .at(address)
                .map(module -> lines(module, address))
                .orElse(List.of());
        session.console().println("Scope for " + arguments + ":");
        if (lines.isEmpty()) {
            session.console().println("Contains no locals or arguments.");
        }
        lines.forEach(session.console()::println);
    }

    /** One place is enough, so that no index is waited for where the symbols tell one. */
    private static List<Long> definitions(Session session, LocationSpec spec) {
        if (!(spec instanceof LocationSpec.Function(String name, String file)) || !file.isEmpty()) {
            return List.of();
        }
        return session.target().modules().definitionsNamed(name).stream()
                .filter(entry -> frames(session, entry) > 0)
                .map(session.target().resolver()::afterPrologue)
                .toList();
    }

    private static int frames(Session session, long address) {
        return session.target()
                .modules()
                .at(address)
                .map(module -> module.sourceFrames(address).size())
                .orElse(0);
    }

    private static List<String> lines(LoadedModule module, long address) {
        Optional<SourceInformation> source = module.source();
        if (source.isEmpty()) {
            return List.of();
        }
        return ScopeSymbols.at(source.get(), module.toFile(address)).stream()
                .map(symbol -> line(module, symbol))
                .toList();
    }

    private static String line(LoadedModule module, Die symbol) {
        String where = LocationText.of(symbol, module);
        OptionalLong length = where.equals(LocationText.OPTIMIZED_OUT) ? OptionalLong.empty() : TypeLength.of(symbol);
        String end = length.isPresent() ? ", length " + length.getAsLong() + "." : ".";
        return "Symbol " + symbol.name().orElse("") + " is " + where + end;
    }
}

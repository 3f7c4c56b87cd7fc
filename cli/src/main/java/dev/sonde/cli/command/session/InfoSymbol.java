package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.SymbolNames;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.List;
import java.util.Optional;

/** {@code info symbol ADDRESS}. */
final class InfoSymbol extends Command {
    InfoSymbol() {
        super(Topic.STATUS, "Show which symbol is at an address.");
    }

    @Override
    public String details() {
        return "Usage: info symbol ADDRESS\nADDRESS is any expression.";
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("Argument required (address).");
        }
        long address = Expressions.of(session).address(arguments);
        Optional<SymbolPlace> place = session.target().modules().symbolize(address);
        session.console()
                .println(place.map(found -> text(session, found)).orElse("No symbol matches " + arguments + "."));
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.expressions(session, arguments);
    }

    private static String text(Session session, SymbolPlace place) {
        LoadedModule module = place.module();
        String offset = place.offset() == 0 ? "" : " + " + place.offset();
        String section = module.elf()
                .sectionAt(module.toFile(place.address()))
                .map(Section::name)
                .orElse("(unknown)");
        // As gdb has it: before the program runs there is only one file that could be meant.
        boolean several = session.target().modules().all().size() > 1;
        return SymbolNames.readableName(place) + offset + " in section " + section
                + (several ? " of " + module.name() : "");
    }
}

package dev.sonde.cli.command.data;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.SymbolNames;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.Optional;

/** {@code info symbol ADDRESS}. */
final class InfoSymbol extends Command {
    InfoSymbol() {
        super(Topic.STATUS, "Describe the symbol in which an address lies.");
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
        session.console().println(place.map(p -> describe(session, p)).orElse("No symbol matches " + arguments + "."));
    }

    private static String describe(Session session, SymbolPlace place) {
        String name = SymbolNames.readableName(place);
        String offset = place.offset() == 0 ? "" : " + " + Long.toUnsignedString(place.offset());
        String section = place.module()
                .elf()
                .sectionAt(place.module().toFile(place.address()))
                .map(Section::name)
                .map(s -> " in section " + s)
                .orElse("");
        // As gdb has it: before the program runs there is only one file that could be meant.
        String file = session.target().modules().all().size() > 1
                ? " of " + place.module().name()
                : "";
        return name + offset + section + file;
    }
}

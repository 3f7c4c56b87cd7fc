package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Texts;
import dev.sonde.engine.symbols.SymbolKind;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.List;

/** {@code info address SYMBOL}. */
final class InfoAddress extends Command {
    InfoAddress() {
        super(Topic.STATUS, "Show where a symbol is.");
    }

    @Override
    public String details() {
        return "Usage: info address SYMBOL";
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("Argument required.");
        }
        List<SymbolPlace> places = session.target().modules().symbolsNamed(arguments);
        if (places.isEmpty()) {
            throw new CommandException("No symbol \"" + arguments + "\" in current context.");
        }
        SymbolPlace place = places.getFirst();
        session.console()
                .println(
                        place.kind() == SymbolKind.THREAD_LOCAL
                                ? "Symbol \"" + arguments + "\" is a thread-local variable at offset "
                                        + Texts.hex(place.start() - place.module().bias())
                                        + " in the thread-local storage for `" + place.module().name() + "'."
                                : "Symbol \"" + arguments + "\" is at " + Texts.hex(place.start())
                                        + " in a file compiled without debugging.");
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.expressions(session, arguments);
    }
}

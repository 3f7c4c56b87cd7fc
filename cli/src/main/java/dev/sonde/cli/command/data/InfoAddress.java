package dev.sonde.cli.command.data;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.expression.SymbolLookup;
import java.util.List;
import java.util.Optional;

/** {@code info address SYMBOL}. */
final class InfoAddress extends Command {
    InfoAddress() {
        super(Topic.STATUS, "Describe where a symbol is stored.");
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
        SymbolLookup symbols = Expressions.of(session).context().symbols();
        Optional<SymbolLookup.Symbol> symbol = symbols.find(arguments);
        if (symbol.isEmpty()) {
            List<String> near = symbols.near(arguments);
            throw new CommandException("No symbol \"" + arguments + "\" in current context."
                    + (near.isEmpty() ? "" : "  Did you mean " + String.join(" or ", near) + "?"));
        }
        session.console().println("Symbol \"" + arguments + "\" is at 0x" + Long.toHexString(symbol.get().address())
                + " in a file compiled without debugging.");
    }
}

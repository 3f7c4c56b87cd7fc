package dev.sonde.cli.command.register;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.Console;
import dev.sonde.cli.expression.SymbolNames;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterTable;
import dev.sonde.engine.x86_64.RegisterText;

/** Prints registers of the selected frame in the rows of {@code info registers}. */
final class RegisterListing {
    private static final int NAME_COLUMN = 15;

    private final Console console;
    private final RegisterFile registers;
    private final RegisterText text;

    private RegisterListing(Console console, RegisterFile registers, RegisterText text) {
        this.console = console;
        this.registers = registers;
        this.text = text;
    }

    /**
     * A listing of the selected frame.
     *
     * @throws CommandException if there is no process
     */
    static RegisterListing of(Session session) {
        return new RegisterListing(
                session.console(), file(session), new RegisterText(new SymbolNames(session).readable()::text));
    }

    /** The registers of the selected frame. */
    static RegisterFile file(Session session) {
        if (!session.target().hasProcess()) {
            throw new CommandException("The program has no registers now.");
        }
        return session.target().selectedFrame().registers().file();
    }

    RegisterTable table() {
        return registers.table();
    }

    void row(Register register) {
        console.println(text(register));
    }

    private String text(Register register) {
        if (!registers.isAvailable(register)) {
            return register.name()
                    + " ".repeat(Math.max(1, NAME_COLUMN - register.name().length())) + "<not saved>";
        }
        return text.row(register, registers.read(register));
    }

    /** A row that calls the register by one of its other names. */
    void row(Register register, String name) {
        String row = text(register);
        String rest = row.substring(Math.max(NAME_COLUMN, register.name().length() + 1));
        String shown = name.equalsIgnoreCase(register.name()) ? register.name() : name;
        console.println(shown + " ".repeat(Math.max(1, NAME_COLUMN - shown.length())) + rest);
    }
}

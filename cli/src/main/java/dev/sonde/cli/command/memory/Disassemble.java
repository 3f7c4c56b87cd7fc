package dev.sonde.cli.command.memory;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.symbols.SymbolPlace;

/** {@code disassemble [/r] [/s | /m] [ADDRESS | START,END | START,+LENGTH]}, and sdb's {@code disassemble -c COUNT -a ADDRESS}. */
final class Disassemble extends Command {
    private static final int DEFAULT_COUNT = 5;

    Disassemble() {
        super(Topic.DATA, "Disassemble a function or a range of memory.");
    }

    @Override
    public String details() {
        return """
                Usage: disassemble [/r] [/s | /m] [ADDRESS | START,END | START,+LENGTH]
                       disassemble [-c COUNT] [-a ADDRESS]
                Without an argument, the function in which the selected thread stands. /r shows the bytes, too;
                /s the lines of source, in the order of the code; /m in the order of the lines.
                -c disassembles that many instructions from ADDRESS, or from where the thread stands.""";
    }

    @Override
    public void run(Session session, String arguments) {
        Words words = new Words(arguments);
        boolean bytes = false;
        boolean mixed = false;
        boolean sources = false;
        while (words.peek().startsWith("/")) {
            String letters = words.next().substring(1);
            if (letters.isEmpty()) {
                throw new CommandException("Missing modifier.");
            }
            if (!letters.matches("[rms]+")) {
                throw new CommandException("Invalid disassembly modifier.");
            }
            bytes |= letters.contains("r");
            mixed |= letters.contains("m");
            sources |= letters.contains("s");
        }
        if (mixed && sources) {
            throw new CommandException("Cannot specify both /m and /s.");
        }
        AssemblyListing.Source source = AssemblyListing.Source.NONE;
        if (mixed || sources) {
            source = sources ? AssemblyListing.Source.BY_ADDRESS : AssemblyListing.Source.BY_LINE;
        }
        AssemblyListing listing = new AssemblyListing(session, bytes, source);
        if (words.peek().matches("-[ca]")) {
            count(session, words, listing);
        } else if (words.isEmpty()) {
            listing.function(place(session, pc(session), "No function contains program counter for selected frame."));
        } else {
            range(session, words.rest(), listing);
        }
    }

    private static void range(Session session, String text, AssemblyListing listing) {
        ExpressionContext context = Expressions.of(session).context();
        Expression first = Expressions.of(session).parsePrefix(text);
        String rest = text.substring(first.text().length()).strip();
        if (!rest.isEmpty() && rest.charAt(0) != ',') {
            throw new CommandException("A syntax error in expression, near `" + rest + "'.");
        }
        long start = first.address(context);
        String second = rest.isEmpty() ? "" : rest.substring(1).strip();
        if (second.isEmpty()) {
            listing.function(place(session, start, "No function contains specified address."));
        } else if (second.charAt(0) == '+') {
            listing.range(
                    start,
                    start + Expressions.of(session).address(second.substring(1).strip()));
        } else {
            listing.range(start, Expressions.of(session).address(second));
        }
    }

    private static void count(Session session, Words words, AssemblyListing listing) {
        long count = DEFAULT_COUNT;
        String address = "";
        while (!words.isEmpty()) {
            String option = words.next();
            String value = words.next();
            if (value.isEmpty() || !option.matches("-[ca]")) {
                throw new CommandException("Usage: disassemble [-c COUNT] [-a ADDRESS]");
            }
            if (option.equals("-c")) {
                count = Expressions.of(session).number(value);
            } else {
                address = value;
            }
        }
        listing.instructions(
                address.isEmpty() ? pc(session) : Expressions.of(session).address(address), count);
    }

    private static long pc(Session session) {
        if (!session.target().hasProcess()) {
            throw new CommandException("No frame selected.");
        }
        return session.target().selectedFrame().pc();
    }

    private static SymbolPlace place(Session session, long address, String error) {
        return session.target().modules().symbolize(address).orElseThrow(() -> new CommandException(error));
    }
}

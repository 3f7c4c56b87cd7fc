package dev.sonde.cli.command.memory;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.expression.Expressions;
import java.util.HexFormat;

/** {@code memory read ADDRESS [COUNT]}. */
final class ReadMemory extends Command {
    private static final int DEFAULT_COUNT = 32;
    private static final int PER_LINE = 16;
    private static final int MAX_COUNT = 1 << 24;

    ReadMemory() {
        super(Topic.ALTERNATIVES, "Show bytes of memory.");
    }

    @Override
    public String details() {
        return "Usage: memory read ADDRESS [COUNT]\nCOUNT is the number of bytes, 32 unless given.";
    }

    @Override
    public void run(Session session, String arguments) {
        Words words = new Words(arguments);
        long address = Expressions.of(session).number(words.next());
        long count = words.isEmpty() ? DEFAULT_COUNT : Expressions.of(session).number(words.rest());
        if (count < 1 || count > MAX_COUNT) {
            throw new CommandException("The number of bytes must be from 1 to " + MAX_COUNT + ".");
        }
        byte[] bytes = session.target().inferior().memory().readBytes(address, (int) count);
        HexFormat format = HexFormat.ofDelimiter(" ");
        for (int i = 0; i < bytes.length; i += PER_LINE) {
            session.console()
                    .println("0x" + HexFormat.of().toHexDigits(address + i) + ": "
                            + format.formatHex(bytes, i, Math.min(bytes.length, i + PER_LINE)));
        }
    }
}

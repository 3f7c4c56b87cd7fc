package dev.sonde.cli.command.memory;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.expression.Expressions;
import java.io.ByteArrayOutputStream;

/** {@code memory write ADDRESS [BYTE,BYTE...]}. */
final class WriteMemory extends Command {
    private static final int BYTE_MASK = 0xff;

    WriteMemory() {
        super(Topic.ALTERNATIVES, "Change bytes of memory.");
    }

    @Override
    public String details() {
        return "Usage: memory write ADDRESS [BYTE,BYTE...]\nThe brackets are part of it: memory write 0x404010 [0x01,2].";
    }

    @Override
    public void run(Session session, String arguments) {
        Words words = new Words(arguments);
        long address = Expressions.of(session).number(words.next());
        String list = words.rest();
        if (!list.startsWith("[") || !list.endsWith("]") || list.length() < 3) {
            throw new CommandException("The bytes must stand in brackets, with commas between them: [0x01,0x02].");
        }
        CommaList expressions = new CommaList(session, list.substring(1, list.length() - 1));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!expressions.isEmpty()) {
            long number = expressions.next().address(Expressions.of(session).context());
            if (number < Byte.MIN_VALUE || number > BYTE_MASK) {
                throw new CommandException(number + " is no byte.");
            }
            bytes.write((int) number);
        }
        session.target().inferior().memory().writeBytes(address, bytes.toByteArray());
    }
}

package dev.sonde.cli.command.memory;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code restore FILE binary [ADDRESS [FROM [TO]]]}. */
final class Restore extends Command {
    Restore() {
        super(Topic.DATA, "Write the contents of a file to memory.");
    }

    @Override
    public String details() {
        return "Usage: restore FILE binary [ADDRESS [FROM [TO]]]\n"
                + "The first byte of the file belongs at ADDRESS, or at 0. Only the bytes from offset FROM up to, but not"
                + " including,\noffset TO are written.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        Memory memory = session.target().inferior().memory();
        Words words = new Words(arguments);
        if (words.isEmpty()) {
            throw new CommandException("Missing filename.");
        }
        String file = words.next();
        if (!words.take("binary")) {
            throw new CommandException("'" + file + "' is not a recognized file format.  Say \"restore " + file
                    + " binary ADDRESS\" for plain bytes.");
        }
        long address = number(session, words, 0);
        long from = number(session, words, 0);
        try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            long size = channel.size();
            if (from < 0 || from >= size) {
                throw new CommandException("Start address is greater than length of binary file " + file + ".");
            }
            long to = Math.min(size, number(session, words, size));
            if (to <= from) {
                throw new CommandException("Invalid memory address range (start >= end).");
            }
            session.console()
                    .println("Restoring binary file " + file + " into memory (0x" + Long.toHexString(address + from)
                            + " to 0x" + Long.toHexString(address + to) + ")");
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, from, to - from, arena);
            long written = memory.write(address + from, bytes);
            if (written < to - from) {
                throw new MemoryFaultException(address + from + written, to - from - written);
            }
        } catch (IOException e) {
            throw new CommandException("Failed to open " + file + ": " + FileErrors.reason(e));
        }
    }

    private static long number(Session session, Words words, long absent) {
        return words.isEmpty() ? absent : Expressions.of(session).address(words.next());
    }
}

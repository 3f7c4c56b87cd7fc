package dev.sonde.cli.command.memory;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Values;
import java.io.IOException;
import java.nio.file.Path;

/** {@code dump memory FILE START STOP}, {@code dump value FILE EXPRESSION}, and the same with {@code append}. */
final class Dump extends Command {
    private final String name;
    private final boolean append;
    private final boolean memory;

    /**
     * @param append whether the file keeps what it has
     * @param memory whether a range of memory is written, and not a value
     */
    Dump(String name, boolean append, boolean memory) {
        super(
                Topic.DATA,
                (append ? "Append " : "Write ") + (memory ? "memory" : "the bytes of a value") + " to a file.");
        this.name = name;
        this.append = append;
        this.memory = memory;
    }

    @Override
    public String details() {
        return memory
                ? "Usage: " + name + " FILE START STOP\nWrites the bytes from START up to, but not including, STOP."
                : "Usage: " + name + " FILE EXPRESSION";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        Words words = new Words(arguments);
        if (words.isEmpty()) {
            throw new CommandException("Missing filename.");
        }
        String file = words.next();
        try {
            if (memory) {
                writeMemory(session, file, words);
            } else if (words.isEmpty()) {
                throw new CommandException("No value to dump.");
            } else {
                byte[] bytes = Values.toBytes(ValueTexts.evaluate(session, words.rest()));
                new OutputFile(Path.of(file), append).write(bytes);
            }
        } catch (IOException e) {
            throw new CommandException(file + ": " + FileErrors.reason(e) + ".");
        }
    }

    private void writeMemory(Session session, String file, Words words) throws IOException, InterruptedException {
        if (words.isEmpty()) {
            throw new CommandException("Missing start address.");
        }
        String first = words.next();
        if (words.isEmpty()) {
            throw new CommandException("Missing stop address.");
        }
        long start = Expressions.of(session).address(first);
        long stop = Expressions.of(session).address(words.rest());
        if (Long.compareUnsigned(start, stop) >= 0) {
            throw new CommandException("Invalid memory address range (start >= end).");
        }
        Memory source = Expressions.of(session)
                .context()
                .memory()
                .orElseThrow(() -> new MemoryFaultException(start, stop - start));
        new OutputFile(Path.of(file), append).write(source, start, stop - start);
    }
}

package dev.sonde.cli.command.memory;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Examiners;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.FormatArguments;
import java.util.OptionalLong;

/** {@code x [/FMT] [ADDRESS]}. */
final class Examine extends Command {
    private boolean started;

    Examine() {
        super(Topic.DATA, "Examine memory.");
    }

    @Override
    public String details() {
        return "Usage: x [/FMT] [ADDRESS]\n"
                + "FMT is a count, a format (x d u o t z a c f s i) and a size (b h w g); what it leaves out is as the"
                + " last time.\nA negative count goes backwards. Without ADDRESS, and on an empty line, goes on where it"
                + " left off.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.CONTINUE;
    }

    @Override
    public void run(Session session, String arguments) {
        FormatArguments parsed = FormatArguments.parse(arguments);
        OptionalLong address = parsed.rest().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Expressions.of(session).address(parsed.rest()));
        if (address.isEmpty() && !started) {
            throw new CommandException("Argument required (starting display address).");
        }
        started = true;
        Examiners.of(session).forCommands().examine(parsed.format(), address, session.console()::print);
    }
}

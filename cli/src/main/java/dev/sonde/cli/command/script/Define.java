package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Body;
import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import java.util.Optional;

/** {@code define NAME ... end}. */
final class Define extends Command {
    Define() {
        super(Topic.SUPPORT, "Define a command of your own.");
    }

    @Override
    public String details() {
        return """
                Usage: define NAME
                The commands follow, one on each line, up to "end".
                In them $arg0, $arg1 and so on stand for the words after NAME, and $argc for their number.
                hook-COMMAND runs before COMMAND, hookpost-COMMAND after it, hook-stop when the program stops.""";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public boolean takesBody() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) {
        String name = Definitions.name(session, "define", arguments);
        if (!Definitions.mayReplace(session, name)) {
            throw new CommandException("Command \"" + name + "\" not redefined.");
        }
        Definitions.announce(session, "commands for definition of \"" + name + "\"");
        Body body = Body.read(session);
        Optional<UserCommand> before = Definitions.find(session, name);
        session.commands()
                .define(name, before.map(command -> command.withBody(body)).orElseGet(() -> UserCommand.of(body)));
    }
}

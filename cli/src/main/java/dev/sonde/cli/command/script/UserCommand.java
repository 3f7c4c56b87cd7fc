package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Body;
import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.UserArguments;
import java.util.List;

/** A command that the user has defined. */
final class UserCommand extends Command {
    private final Body body;
    private final List<String> documentation;
    private final boolean prefix;

    private UserCommand(Body body, List<String> documentation, boolean prefix) {
        super(Topic.USER_DEFINED, documentation.isEmpty() ? "User-defined." : documentation.getFirst());
        this.body = body;
        this.documentation = documentation;
        this.prefix = prefix;
    }

    /** A command that carries out {@code body}, not documented yet. */
    static UserCommand of(Body body) {
        return new UserCommand(body, List.of(), false);
    }

    /** The beginning of the names of others, that does nothing by itself. */
    static UserCommand prefix() {
        return new UserCommand(new Body(List.of()), List.of(), true);
    }

    /** The same with another body. */
    UserCommand withBody(Body newBody) {
        return new UserCommand(newBody, documentation, prefix);
    }

    /** The same with a text for {@code help}. */
    UserCommand withDocumentation(List<String> lines) {
        return new UserCommand(body, lines, prefix);
    }

    Body body() {
        return body;
    }

    @Override
    public String details() {
        return documentation.isEmpty() ? "" : String.join("\n", documentation.subList(1, documentation.size()));
    }

    @Override
    public boolean takesUnknownWords() {
        return !prefix || !body.lines().isEmpty();
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        UserArguments.call(session, body, arguments);
    }
}

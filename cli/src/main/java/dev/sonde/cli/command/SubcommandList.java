package dev.sonde.cli.command;

import dev.sonde.cli.command.CommandTable.Listed;

/** What a word does that only begins the names of commands: it lists them. */
public final class SubcommandList extends Command {
    private final String prefix;

    /** A list of the commands whose names begin with the words {@code prefix}. */
    public SubcommandList(String prefix) {
        super(Topic.SUPPORT, "List the commands whose names begin with " + prefix + ".");
        this.prefix = prefix;
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        session.console().println("List of " + prefix + " subcommands:\n");
        for (Listed listed : session.commands().below(prefix)) {
            session.console().println(listed.line());
        }
    }
}

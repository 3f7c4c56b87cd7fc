package dev.sonde.cli.command.source;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.source.SourceView;

/** {@code show directories}. */
final class ShowDirectories extends Command {
    ShowDirectories() {
        super(Topic.FILES, "Show where source files are looked for.");
    }

    @Override
    public void run(Session session, String arguments) {
        print(session);
    }

    static void print(Session session) {
        session.console()
                .println("Source directories searched: "
                        + SourceView.of(session).path().text());
    }
}

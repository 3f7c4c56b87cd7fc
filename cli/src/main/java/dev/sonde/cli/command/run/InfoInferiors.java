package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.target.Target;

/** {@code info inferiors}. */
final class InfoInferiors extends Command {
    private static final int GAP = 2;

    InfoInferiors() {
        super(Topic.STATUS, "Show the process that is debugged.");
    }

    @Override
    public void run(Session session, String arguments) {
        Target target = session.target();
        String description = target.hasProcess() ? "process " + target.inferior().pid() : "<null>";
        String connection = target.hasProcess() ? "1 (native)" : "";
        String executable = target.executable().map(Object::toString).orElse("");
        int width = Math.max("Description".length(), description.length()) + GAP;
        int connectionWidth = Math.max("Connection".length(), connection.length()) + GAP;
        session.console()
                .println("  Num  " + padded("Description", width) + padded("Connection", connectionWidth) + "Executable");
        session.console()
                .println("* 1    " + padded(description, width) + padded(connection, connectionWidth) + executable);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}

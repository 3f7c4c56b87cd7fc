package dev.sonde.cli.command.inferior;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.target.Program;
import java.util.List;

/** {@code info inferiors}. */
final class InfoInferiors extends Command {
    private static final int DESCRIPTION = 17;
    private static final int CONNECTION = 20;

    InfoInferiors() {
        super(Topic.STATUS, "Show the programs of the session, and their processes.");
    }

    @Override
    public String details() {
        return "Usage: info inferiors [N | FIRST-LAST]...\nThe selected one is marked by an asterisk.";
    }

    @Override
    public void run(Session session, String arguments) {
        List<Program> programs =
                arguments.isEmpty() ? session.target().programs() : Inferiors.list(session, arguments, "show");
        if (programs.isEmpty()) {
            session.console().println("No inferiors.");
            return;
        }
        int connection = programs.stream()
                .mapToInt(program -> Inferiors.connection(session, program).length())
                .reduce(CONNECTION, Math::max);
        print(session, "  ", "Num ", "Description", padded("Connection", connection), "Executable");
        for (Program program : programs) {
            print(
                    session,
                    program == session.target().program() ? "* " : "  ",
                    padded(Integer.toString(program.number()), 4),
                    Inferiors.process(program),
                    padded(Inferiors.connection(session, program), connection),
                    program.executable().map(Object::toString).orElse(""));
        }
    }

    private static void print(
            Session session, String mark, String number, String description, String connection, String executable) {
        session.console()
                .println(mark + number + " " + padded(description, DESCRIPTION) + " " + connection + " "
                        + padded(executable, DESCRIPTION) + " ");
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}

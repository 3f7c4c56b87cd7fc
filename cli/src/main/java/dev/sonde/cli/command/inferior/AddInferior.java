package dev.sonde.cli.command.inferior;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.command.WorkingDirectory;
import dev.sonde.engine.target.Program;
import java.nio.file.Path;

/** {@code add-inferior}. */
final class AddInferior extends Command {
    AddInferior() {
        super(Topic.RUNNING, "Add a program to the session.");
    }

    @Override
    public String details() {
        return """
                Usage: add-inferior [-copies N] [-exec FILENAME] [-no-connection]
                -copies says how many to add, one by default; -exec which file they run. Processes of this machine need
                no connection, so that -no-connection changes nothing but the message.""";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        Words words = new Words(arguments);
        int copies = 1;
        boolean connected = true;
        String file = "";
        while (!words.isEmpty()) {
            String word = words.next();
            switch (word) {
                case "-copies" -> copies = copies(words);
                case "-no-connection" -> connected = false;
                case "-exec" -> file = argument(words, "No argument to -exec");
                default ->
                    throw new CommandException(
                            word.startsWith("-") ? "Invalid argument" : "Junk after arguments: " + word);
            }
        }
        Program current = session.target().program();
        for (int i = 0; i < copies; i++) {
            Program added = session.target().addProgram();
            Inferiors.added(session, added, current, connected);
            if (!file.isEmpty()) {
                Path path = WorkingDirectory.of(session).resolve(file);
                added.load(path);
            }
        }
    }

    /** The number behind {@code -copies}. */
    static int copies(Words words) {
        String text = argument(words, "No argument to -copies");
        try {
            int copies = Integer.parseInt(text);
            if (copies >= 0) {
                return copies;
            }
        } catch (NumberFormatException e) {
            throw new CommandException("Invalid copies number: " + text);
        }
        throw new CommandException("Invalid copies number");
    }

    private static String argument(Words words, String missing) {
        if (words.isEmpty()) {
            throw new CommandException(missing);
        }
        return words.next();
    }
}

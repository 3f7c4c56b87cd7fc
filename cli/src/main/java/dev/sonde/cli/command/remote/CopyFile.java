package dev.sonde.cli.command.remote;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.WorkingDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code remote put LOCAL REMOTE} and {@code remote get REMOTE LOCAL}. */
final class CopyFile extends Command {
    private final boolean put;

    /** @param put whether to the remote system */
    CopyFile(boolean put) {
        super(Topic.FILES, put ? "Copy a local file to the remote system." : "Copy a remote file to the local system.");
        this.put = put;
    }

    @Override
    public String details() {
        return "Usage: remote " + (put ? "put LOCALFILE REMOTEFILE" : "get REMOTEFILE LOCALFILE");
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        String[] names = arguments.split("\\s+", -1);
        if (names.length != 2 || names[0].isEmpty()) {
            throw new CommandException("Invalid parameters to remote " + (put ? "put" : "get"));
        }
        Path here = WorkingDirectory.of(session).path().resolve(names[put ? 0 : 1]);
        if (put) {
            if (!Files.exists(here)) {
                throw new CommandException(names[0] + ": No such file or directory.");
            }
            session.target().remote().put(here, names[1]);
        } else {
            session.target().remote().get(names[0], here);
        }
        if (session.console().isInteractive()) {
            session.console()
                    .println((put ? "Successfully sent file \"" : "Successfully fetched file \"") + names[0] + "\".");
        }
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.files(arguments);
    }
}

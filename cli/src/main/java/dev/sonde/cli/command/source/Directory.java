package dev.sonde.cli.command.source;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.WorkingDirectory;
import dev.sonde.cli.source.SourcePath;
import dev.sonde.cli.source.SourceView;
import java.util.Arrays;
import java.util.List;

/** {@code directory [DIRECTORIES]}. */
final class Directory extends Command {
    Directory() {
        super(Topic.FILES, "Look for source files in more directories.");
    }

    @Override
    public String details() {
        return """
                Usage: directory [DIRECTORY[:DIRECTORY]...]
                $cdir stands for the directory that the compiler ran in, $cwd for the working directory.
                Without an argument, these two are all that is left.""";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        SourcePath path = SourceView.of(session).path();
        if (arguments.isEmpty()) {
            if (session.console().confirm("Reinitialize source path to " + SourcePath.DEFAULT + "? ")) {
                path.reset();
            }
        } else {
            path.addFirst(Arrays.stream(arguments.split("[:\\s]+", -1))
                    .filter(part -> !part.isEmpty())
                    .map(part -> absolute(session, part))
                    .toList());
        }
        ShowDirectories.print(session);
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.files(arguments);
    }

    private static String absolute(Session session, String directory) {
        return directory.startsWith("$")
                ? directory
                : WorkingDirectory.of(session)
                        .path()
                        .resolve(directory)
                        .normalize()
                        .toString();
    }
}

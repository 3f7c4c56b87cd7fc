package dev.sonde.cli.command.core;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.WorkingDirectory;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.target.CoreOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code generate-core-file [FILE]}, {@code gcore}. */
final class GenerateCore extends Command {
    GenerateCore() {
        super(Topic.SUPPORT, "Write a core file of the process, which goes on afterwards as before.");
    }

    @Override
    public String details() {
        return "Usage: generate-core-file [FILE]\nFILE is core.PID unless given. What goes into it is chosen by"
                + " /proc/PID/coredump_filter;\nsee \"set use-coredump-filter\" and \"set dump-excluded-mappings\".";
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        if (!session.target().canRun()) {
            throw new CommandException("You can't do that without a process to debug.");
        }
        String name =
                arguments.isEmpty() ? "core." + session.target().inferior().pid() : arguments;
        Path file = WorkingDirectory.of(session).path().resolve(name).normalize();
        Settings settings = session.settings();
        CoreOptions options = new CoreOptions(
                settings.is(Settings.USE_COREDUMP_FILTER), settings.is(Settings.DUMP_EXCLUDED_MAPPINGS));
        try {
            session.target().writeCore(file, options);
        } catch (FileNotFoundException e) {
            throw new CommandException("Failed to open '" + name + "' for output.");
        } catch (IOException e) {
            throw new CommandException("writing the core file '" + name + "': " + e.getMessage());
        }
        session.console().println("Saved corefile " + name);
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.files(arguments);
    }
}

package dev.sonde.cli.command.source;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SourceInformation;
import java.util.List;
import java.util.Optional;

/** {@code info sources [TEXT]}. */
final class InfoSources extends Command {
    InfoSources() {
        super(Topic.STATUS, "The source files of the program and its libraries.");
    }

    @Override
    public String details() {
        return "Usage: info sources [TEXT]\nWith TEXT, only those whose path contains it.";
    }

    @Override
    public void run(Session session, String arguments) {
        for (LoadedModule module : session.target().modules().all()) {
            Optional<SourceInformation> source = module.source();
            if (source.isEmpty()) {
                continue;
            }
            List<String> files = source.get().fileNames().stream()
                    .filter(file -> file.contains(arguments))
                    .sorted()
                    .toList();
            if (!files.isEmpty()) {
                session.console().println(module.name() + ":");
                session.console().println("");
                session.console().println(String.join(", ", files));
            }
        }
    }
}

package dev.sonde.cli.command.source;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package. */
public final class SourceCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "list,l",
                "info source",
                "info sources",
                "info line",
                "info scope",
                "info functions",
                "info variables",
                "info types",
                "directory,dir",
                "show directories",
                "set substitute-path",
                "unset substitute-path",
                "show substitute-path");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "list" -> new ListSource();
            case "info source" -> new InfoSource();
            case "info sources" -> new InfoSources();
            case "info line" -> new InfoLine();
            case "info scope" -> new InfoScope();
            case "info functions" -> new InfoFunctions();
            case "info variables" -> new InfoVariables();
            case "info types" -> new InfoTypes();
            case "directory" -> new Directory();
            case "show directories" -> new ShowDirectories();
            case "set substitute-path" -> new SubstitutePath(SubstitutePath.Verb.SET);
            case "unset substitute-path" -> new SubstitutePath(SubstitutePath.Verb.UNSET);
            case "show substitute-path" -> new SubstitutePath(SubstitutePath.Verb.SHOW);
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

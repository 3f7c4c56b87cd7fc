package dev.sonde.cli.command.source;

import dev.sonde.cli.command.BasicRegex;
import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.variable.Declaration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** {@code info types [-q] [REGEX]}. */
final class InfoTypes extends Command {
    InfoTypes() {
        super(Topic.STATUS, "List the types of the program and its libraries.");
    }

    @Override
    public String details() {
        return """
                Usage: info types [-q] [REGEX]
                With REGEX, only those whose name a regular expression finds something in. -q leaves out the first line.""";
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        DeclarationArguments parsed = DeclarationArguments.parse(arguments, false);
        Pattern pattern = BasicRegex.compile(parsed.regex());
        if (!parsed.quiet()) {
            session.console().println(parsed.title("types"));
        }
        Set<Declaration> sorted = new TreeSet<>(DeclarationLines.ORDER);
        for (LoadedModule module : session.target().modules().all()) {
            sorted.addAll(session.target().variables().types(module, pattern.asPredicate()));
        }
        DeclarationLines.print(session, sorted);
    }
}

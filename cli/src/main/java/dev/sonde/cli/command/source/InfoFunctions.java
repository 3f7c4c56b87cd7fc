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

/** {@code info functions [-q] [-n] [REGEX]}. */
final class InfoFunctions extends Command {
    InfoFunctions() {
        super(Topic.STATUS, "List the functions of the program and its libraries.");
    }

    @Override
    public String details() {
        return """
                Usage: info functions [-q] [-n] [REGEX]
                With REGEX, only those whose name a regular expression finds something in.
                -n leaves out those without debugging information, -q the first line.""";
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        DeclarationArguments parsed = DeclarationArguments.parse(arguments, true);
        Pattern pattern = BasicRegex.compile(parsed.regex());
        if (!parsed.quiet()) {
            session.console().println(parsed.title("functions"));
        }
        printDescribed(session, pattern);
        if (!parsed.debuggingOnly()) {
            OtherSymbols.print(session, pattern, Set.of(), LoadedModule::code);
        }
    }

    private static void printDescribed(Session session, Pattern pattern) {
        // Of several with one name in a file only one is shown.
        Set<Declaration> sorted = new TreeSet<>(DeclarationLines.ORDER);
        for (LoadedModule module : session.target().modules().all()) {
            sorted.addAll(session.target().variables().functions(module, pattern.asPredicate()));
        }
        DeclarationLines.print(session, sorted);
    }
}

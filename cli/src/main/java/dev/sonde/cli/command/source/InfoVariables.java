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
import java.util.stream.Collectors;

/** {@code info variables [-q] [-n] [-t TYPEREGEX] [REGEX]}. */
final class InfoVariables extends Command {
    InfoVariables() {
        super(Topic.STATUS, "List the global and static variables of the program and its libraries.");
    }

    @Override
    public String details() {
        return """
                Usage: info variables [-q] [-n] [-t TYPEREGEX] [REGEX]
                With REGEX, only those whose name a regular expression finds something in; with -t, only those whose type
                TYPEREGEX finds something in.
                -n leaves out those without debugging information, -q the first line.""";
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        DeclarationArguments parsed = DeclarationArguments.parse(arguments, true);
        Pattern pattern = BasicRegex.compile(parsed.regex());
        Pattern type = BasicRegex.compile(parsed.type());
        if (!parsed.quiet()) {
            session.console().println(parsed.title("variables"));
        }
        Set<Declaration> sorted = new TreeSet<>(DeclarationLines.ORDER);
        for (LoadedModule module : session.target().modules().all()) {
            sorted.addAll(session.target().variables().globals(module, pattern.asPredicate(), type.asPredicate()));
        }
        DeclarationLines.print(session, sorted);
        if (!parsed.debuggingOnly() && parsed.type().isEmpty()) {
            Set<String> described = sorted.stream().map(Declaration::name).collect(Collectors.toSet());
            OtherSymbols.print(session, pattern, described, LoadedModule::data);
        }
    }
}

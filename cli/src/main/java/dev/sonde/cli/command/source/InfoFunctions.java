package dev.sonde.cli.command.source;

import dev.sonde.cli.command.BasicRegex;
import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.console.Console;
import dev.sonde.cli.console.Style;
import dev.sonde.cli.execution.Texts;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SourceInformation;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.variable.FunctionDeclaration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** {@code info functions [-q] [-n] [REGEX]}. */
final class InfoFunctions extends Command {
    /** As gdb: those that other units know come before those of a file alone. */
    private static final Comparator<FunctionDeclaration> ORDER = Comparator.comparing(FunctionDeclaration::file)
            .thenComparing(FunctionDeclaration::isStatic)
            .thenComparing(FunctionDeclaration::name);

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
        Words words = new Words(arguments);
        boolean quiet = false;
        boolean debuggingOnly = false;
        while (words.peek().equals("-q") || words.peek().equals("-n")) {
            quiet |= words.peek().equals("-q");
            debuggingOnly |= words.next().equals("-n");
        }
        words.take("--");
        String regex = words.rest();
        Pattern pattern = BasicRegex.compile(regex);
        Console console = session.console();
        if (!quiet) {
            console.println(
                    regex.isEmpty()
                            ? "All defined functions:"
                            : "All functions matching regular expression \"" + regex + "\":");
        }
        printDescribed(session, pattern);
        if (!debuggingOnly) {
            printOthers(session, pattern);
        }
    }

    private static void printDescribed(Session session, Pattern pattern) {
        // Of several with one name in a file only one is shown.
        Set<FunctionDeclaration> sorted = new TreeSet<>(ORDER);
        for (LoadedModule module : session.target().modules().all()) {
            sorted.addAll(session.target().variables().functions(module, pattern.asPredicate()));
        }
        Console console = session.console();
        Optional<String> file = Optional.empty();
        for (FunctionDeclaration function : sorted) {
            if (file.filter(function.file()::equals).isEmpty()) {
                console.println("");
                console.println("File " + console.styled(Style.FILE, function.file()) + ":");
                file = Optional.of(function.file());
            }
            console.println((function.line() == 0 ? "" : function.line() + ":") + "\t"
                    + (function.isStatic() ? "static " : "") + function.text() + ";");
        }
    }

    /** The symbols of code that no debugging information describes. */
    private static void printOthers(Session session, Pattern pattern) throws InterruptedException {
        Console console = session.console();
        boolean any = false;
        for (LoadedModule module : session.target().modules().all()) {
            Optional<SourceInformation> source = module.source();
            Set<String> printed = new LinkedHashSet<>();
            for (SymbolPlace symbol : module.code()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                String name = Demangler.demangle(symbol.name()).orElse(symbol.name());
                if (!pattern.matcher(name).find()
                        || source.flatMap(known -> known.unitAt(module.toFile(symbol.start())))
                                .isPresent()) {
                    continue;
                }
                String line = console.styled(Style.ADDRESS, Texts.paddedHex(symbol.start())) + "  "
                        + console.styled(Style.FUNCTION, name);
                if (printed.add(line)) {
                    if (!any) {
                        console.println("");
                        console.println("Non-debugging symbols:");
                        any = true;
                    }
                    console.println(line);
                }
            }
        }
    }
}

package dev.sonde.cli.command.source;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.Console;
import dev.sonde.cli.console.Style;
import dev.sonde.engine.variable.Declaration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Declarations under the names of their files. */
final class DeclarationLines {
    /** As gdb: those that other units know come before those of a file alone. */
    static final Comparator<Declaration> ORDER = Comparator.comparing(Declaration::file)
            .thenComparing(Declaration::isStatic)
            .thenComparing(Declaration::name);

    private DeclarationLines() {}

    /** Prints them in their order, with a title for each file. */
    static void print(Session session, Collection<Declaration> sorted) {
        Console console = session.console();
        Optional<String> file = Optional.empty();
        for (Declaration declaration : sorted) {
            if (file.filter(declaration.file()::equals).isEmpty()) {
                console.println("");
                console.println("File " + console.styled(Style.FILE, declaration.file()) + ":");
                file = Optional.of(declaration.file());
            }
            console.println(line(declaration));
        }
    }

    /** What has no line, such as a base type, is nothing that a source declares. */
    private static String line(Declaration declaration) {
        String text = (declaration.isStatic() ? "static " : "") + declaration.text();
        return declaration.line() == 0 ? "\t" + text : declaration.line() + ":\t" + text + ";";
    }
}

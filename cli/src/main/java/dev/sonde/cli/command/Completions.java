package dev.sonde.cli.command;

import dev.sonde.debuginfo.elf.Symbol;
import dev.sonde.debuginfo.elf.SymbolTable;
import dev.sonde.engine.symbols.LoadedModule;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What the last word of a line may become, for the kinds of words that many commands share. */
public final class Completions {
    /** A user does not read more, and large programs have hundreds of thousands. */
    private static final int MOST = 2000;

    private static final String SEPARATORS = " \t*&(,=+<>|!";

    private Completions() {}

    /** The last word of {@code arguments}, for which candidates are wanted. */
    public static String lastWord(String arguments) {
        int start = arguments.length();
        while (start > 0 && SEPARATORS.indexOf(arguments.charAt(start - 1)) < 0) {
            start--;
        }
        return arguments.substring(start);
    }

    /** The functions whose names begin with the last word. */
    public static List<String> functions(Session session, String arguments) {
        return symbols(session, lastWord(arguments), Symbol::isFunction);
    }

    /** The functions and variables, and after {@code $} the registers, whose names begin with the last word. */
    public static List<String> expressions(Session session, String arguments) {
        String word = lastWord(arguments);
        if (word.startsWith("$")) {
            return registers(session, word);
        }
        return word.isEmpty() ? List.of() : symbols(session, word, _ -> true);
    }

    /** The files whose paths begin with the last word; directories end in a slash. */
    public static List<String> files(String arguments) {
        int blank = arguments.lastIndexOf(' ');
        String word = arguments.substring(blank + 1);
        int slash = word.lastIndexOf('/') + 1;
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(slash == 0 ? "." : word.substring(0, slash)))) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(word.substring(slash)) && found.size() < MOST) {
                    found.add(word.substring(0, slash) + name + (Files.isDirectory(file) ? "/" : ""));
                }
            }
        } catch (IOException | InvalidPathException e) {
            return List.of(); // nothing to offer there
        }
        return found;
    }

    private static List<String> registers(Session session, String word) {
        if (!session.target().hasProcess()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        session.target().inferior().registerTable().names().forEach(name -> {
            if (("$" + name).startsWith(word)) {
                found.add("$" + name);
            }
        });
        return found;
    }

    private static List<String> symbols(Session session, String word, Predicate<Symbol> wanted) {
        List<String> found = new ArrayList<>();
        for (LoadedModule module : session.target().modules().all()) {
            for (SymbolTable table :
                    List.of(module.elf().symbols(), module.elf().dynamicSymbols())) {
                table.stream()
                        .filter(symbol -> symbol.isDefined() && symbol.name().startsWith(word) && wanted.test(symbol))
                        .limit(MOST)
                        .forEach(symbol -> found.add(symbol.name()));
            }
        }
        return found;
    }
}

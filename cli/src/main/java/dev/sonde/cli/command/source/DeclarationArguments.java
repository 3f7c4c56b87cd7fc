package dev.sonde.cli.command.source;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Words;

/**
 * The arguments of a command that lists declarations: {@code [-q] [-n] [-t TYPEREGEX] [REGEX]}.
 *
 * @param quiet whether nothing is said where nothing is found
 * @param debuggingOnly whether symbols without debugging information are left out
 * @param type the regular expression for types; empty for any
 * @param regex the one for names; empty for any
 */
record DeclarationArguments(boolean quiet, boolean debuggingOnly, String type, String regex) {
    static DeclarationArguments parse(String arguments, boolean typesToo) {
        Words words = new Words(arguments);
        boolean quiet = false;
        boolean debuggingOnly = false;
        String type = "";
        while (true) {
            String word = words.peek();
            if (word.equals("-q")) {
                quiet = true;
            } else if (word.equals("-n") && typesToo) {
                debuggingOnly = true;
            } else if (word.equals("-t") && typesToo) {
                words.next();
                type = words.peek();
                if (type.isEmpty()) {
                    throw new CommandException("-t requires an argument");
                }
            } else {
                break;
            }
            words.next();
        }
        words.take("--");
        return new DeclarationArguments(quiet, debuggingOnly, type, words.rest());
    }

    /** The first line of the answer. */
    String title(String kind) {
        String of = regex.isEmpty()
                ? "All defined " + kind
                : "All " + kind + " matching regular expression \"" + regex + "\"";
        return of
                + (type.isEmpty()
                        ? ""
                        : " with type matching regular expression \"" + type + "\"" + (regex.isEmpty() ? " " : ""))
                + ":";
    }
}

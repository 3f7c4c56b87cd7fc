package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.CommandException;
import dev.sonde.engine.renderer.RendererRegistry;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which renderers a command means: gdb's {@code OBJECT-REGEXP NAME-REGEXP[;SUBNAME-REGEXP]}. */
record PrinterSelection(boolean object, Pattern group, Optional<Pattern> entry) {
    /** gdb has renderers of the program and of each file; here all are of the program. */
    static final String OBJECT = "global";

    static String usage(String command) {
        return "Usage: " + command + " [OBJECT-REGEXP [NAME-REGEXP[;SUBNAME-REGEXP]]]\n"
                + "All renderers belong to the object \"" + OBJECT + "\". Names match from their beginning.";
    }

    static PrinterSelection parse(String arguments) {
        String[] words = arguments.strip().split("\\s+", -1);
        if (words.length > 2) {
            throw new CommandException("too many arguments");
        }
        String[] names = (words.length > 1 ? words[1] : "").split(";", 2);
        return new PrinterSelection(
                pattern(words[0]).matcher(OBJECT).lookingAt(),
                pattern(names[0]),
                names.length > 1 ? Optional.of(pattern(names[1])) : Optional.empty());
    }

    private static Pattern pattern(String regex) {
        try {
            // A "+" that quantifies nothing, as in "libstdc++", stands for itself.
            return Pattern.compile(regex.replace("c++", "c\\+\\+"));
        } catch (PatternSyntaxException e) {
            throw new CommandException("invalid regexp: " + regex);
        }
    }

    boolean has(RendererRegistry.Group candidate) {
        return object && group.matcher(candidate.name()).lookingAt();
    }

    boolean has(RendererRegistry.Entry candidate) {
        return entry.map(pattern -> pattern.matcher(candidate.name()).lookingAt())
                .orElse(true);
    }
}

package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.renderer.TypeNames;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.TypeDescription;
import java.util.Optional;

/** {@code ptype [/or] EXPRESSION}. */
final class PrintType extends Command {
    PrintType() {
        super(Topic.DATA, "Print the definition of a type.");
    }

    @Override
    public String details() {
        return """
                Usage: ptype [/or] [EXPRESSION | TYPE]
                With /o, the offset and the size of each member are printed, and the holes between them.
                With /r, the names of standard classes are not shortened.
                Without an argument, the type of the value printed last.""";
    }

    @Override
    public void run(Session session, String arguments) {
        boolean offsets = false;
        boolean raw = false;
        String text = arguments;
        if (text.startsWith("/")) {
            int end = text.indexOf(' ');
            String letters = end < 0 ? text.substring(1) : text.substring(1, end);
            for (int i = 0; i < letters.length(); i++) {
                switch (letters.charAt(i)) {
                    case 'o' -> offsets = true;
                    case 'r' -> raw = true;
                    default -> throw new CommandException("unrecognized flag '" + letters.charAt(i) + "'");
                }
            }
            text = end < 0 ? "" : text.substring(end).strip();
        }
        SourceLanguage language = Expressions.of(session).context().names().language();
        NamedType found =
                text.isEmpty() ? new NamedType(ValueTexts.last(session).type(), false) : NamedType.of(session, text);
        Type type = found.type();
        Optional<String> standard = raw || offsets ? Optional.empty() : TypeNames.standard(type);
        String described = offsets
                ? TypeDescription.withOffsets(type, language)
                : "type = " + NamedType.realType(session, text, found)
                        + standard.orElseGet(() -> TypeDescription.of(type, language));
        session.console().println(raw ? described : TypeNames.shortened(described));
    }
}

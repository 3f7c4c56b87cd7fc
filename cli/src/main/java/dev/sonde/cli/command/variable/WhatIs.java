package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.renderer.TypeNames;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.TypedefType;

/** {@code whatis EXPRESSION}. */
final class WhatIs extends Command {
    WhatIs() {
        super(Topic.DATA, "Print the type of an expression.");
    }

    @Override
    public String details() {
        return """
                Usage: whatis [/r] [EXPRESSION | TYPE]
                With /r, the names of standard classes are not shortened.
                Of a typedef, says what it stands for. Without an argument, the type of the value printed last.""";
    }

    @Override
    public void run(Session session, String arguments) {
        SourceLanguage language = Expressions.of(session).context().names().language();
        boolean raw = arguments.startsWith("/r");
        String text = raw ? arguments.substring(2).strip() : arguments;
        if (text.isEmpty()) {
            print(session, "", ValueTexts.last(session).type().name(language), raw);
            return;
        }
        NamedType found = NamedType.of(session, text);
        Type type = found.named() && found.type() instanceof TypedefType typedef ? typedef.target() : found.type();
        print(session, NamedType.realType(session, text, found), type.name(language), raw);
    }

    private static void print(Session session, String remark, String name, boolean raw) {
        session.console().println("type = " + remark + (raw ? name : TypeNames.shortened(name)));
    }
}

package dev.sonde.cli.command.process;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value.Scalar;
import java.util.Locale;
import java.util.Optional;

/** {@code info auxv}. */
final class InfoAuxv extends Command {
    private static final AuxiliaryVector.Entry END = new AuxiliaryVector.Entry(0, 0);

    InfoAuxv() {
        super(Topic.STATUS, "Show the auxiliary vector that the kernel gave to the program.");
    }

    @Override
    public void run(Session session, String arguments) {
        if (!session.target().hasProcess()) {
            throw new CommandException("The program has no auxiliary information now.");
        }
        for (AuxiliaryVector.Entry entry :
                session.target().inferior().info().auxiliaryVector().entries()) {
            session.console().println(line(session, entry));
        }
        session.console().println(line(session, END));
    }

    private static String line(Session session, AuxiliaryVector.Entry entry) {
        Optional<AuxiliaryType> type = AuxiliaryType.of(entry.type());
        return String.format(
                Locale.ROOT,
                "%-4s %-20s %-30s %s",
                Long.toUnsignedString(entry.type()),
                type.map(AuxiliaryType::name).orElse("???"),
                type.map(AuxiliaryType::meaning).orElse(""),
                value(session, type.map(AuxiliaryType::style).orElse(AuxiliaryType.Style.HEXADECIMAL), entry.value()));
    }

    private static String value(Session session, AuxiliaryType.Style style, long value) {
        return switch (style) {
            case DECIMAL -> Long.toString(value);
            case HEXADECIMAL -> "0x" + Long.toHexString(value);
            case TEXT -> ValueTexts.text(session, Scalar.of(Types.pointerTo(Types.CHAR), value), Optional.empty());
        };
    }
}

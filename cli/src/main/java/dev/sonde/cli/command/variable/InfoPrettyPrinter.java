package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.renderer.RendererRegistry;
import java.util.List;

/** {@code info pretty-printer [OBJECT-REGEXP [NAME-REGEXP]]}. */
final class InfoPrettyPrinter extends Command {
    InfoPrettyPrinter() {
        super(Topic.DATA, "List the renderers that say what objects mean.");
    }

    @Override
    public String details() {
        return PrinterSelection.usage("info pretty-printer")
                + "\nThose that are not used are marked. \"source FILE.jar\" adds the renderers of a jar.";
    }

    @Override
    public void run(Session session, String arguments) {
        PrinterSelection selection = PrinterSelection.parse(arguments);
        boolean titled = false;
        for (RendererRegistry.Group group : Expressions.of(session).renderers().groups()) {
            List<RendererRegistry.Entry> shown = selection.has(group)
                    ? group.entries().stream().filter(selection::has).toList()
                    : List.of();
            if (shown.isEmpty()) {
                continue;
            }
            if (!titled) {
                session.console().println(PrinterSelection.OBJECT + " pretty-printers:");
                titled = true;
            }
            session.console().println("  " + group.name());
            for (RendererRegistry.Entry entry : shown) {
                session.console().println("    " + entry.name() + (entry.isEnabled() ? "" : " [disabled]"));
            }
        }
    }
}

package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.renderer.RendererRegistry;
import java.util.List;

/** {@code enable|disable pretty-printer [OBJECT-REGEXP [NAME-REGEXP]]}. */
final class EnablePrettyPrinter extends Command {
    private final boolean enabled;

    EnablePrettyPrinter(boolean enabled) {
        super(
                Topic.DATA,
                enabled
                        ? "Show objects by their meaning again."
                        : "Show objects as they are stored, and not by their meaning.");
        this.enabled = enabled;
    }

    @Override
    public String details() {
        return PrinterSelection.usage((enabled ? "enable" : "disable") + " pretty-printer");
    }

    @Override
    public void run(Session session, String arguments) {
        PrinterSelection selection = PrinterSelection.parse(arguments);
        RendererRegistry registry = Expressions.of(session).renderers();
        int changed = registry.enable(enabled, selection::has, selection::has);
        List<RendererRegistry.Entry> all = registry.groups().stream()
                .flatMap(group -> group.entries().stream())
                .toList();
        long on = all.stream().filter(RendererRegistry.Entry::isEnabled).count();
        session.console()
                .println(changed + (changed == 1 ? " printer " : " printers ") + (enabled ? "enabled" : "disabled"));
        session.console().println(on + " of " + all.size() + " printers enabled");
    }
}

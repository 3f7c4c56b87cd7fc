package dev.sonde.cli.command.source;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.console.Console;
import dev.sonde.cli.source.Languages;
import dev.sonde.cli.source.SourceRef;
import dev.sonde.cli.source.SourceView;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.engine.unwind.Frame;
import java.util.Optional;

/** {@code info source}. */
final class InfoSource extends Command {
    InfoSource() {
        super(Topic.STATUS, "Information about the current source file.");
    }

    @Override
    public void run(Session session, String arguments) {
        Console console = session.console();
        SourceRef file = SourceView.of(session).current().orElse(null);
        if (file == null) {
            console.println("No current source file.");
            return;
        }
        console.println("Current source file is " + file.name());
        if (!file.directory().isEmpty()) {
            console.println("Compilation directory is " + file.directory());
        }
        SourceView.of(session).find(file).ifPresent(path -> console.println("Located in " + path));
        unit(session).ifPresent(unit -> print(console, unit));
    }

    private static Optional<Unit> unit(Session session) {
        if (!session.target().hasProcess()) {
            return Optional.empty();
        }
        Frame frame = session.target().selectedFrame();
        return frame.module()
                .flatMap(module ->
                        module.source().flatMap(source -> source.unitAt(module.toFile(frame.lookupAddress()))));
    }

    private static void print(Console console, Unit unit) {
        console.println("Source language is " + Languages.of(unit) + ".");
        try {
            unit.full()
                    .root()
                    .string(DwAt.DW_AT_producer)
                    .ifPresent(producer -> console.println("Producer is " + producer + "."));
            console.println("Compiled with DWARF " + unit.encoding().version() + " debugging format.");
            boolean macros = unit.root().has(DwAt.DW_AT_macros) || unit.root().has(DwAt.DW_AT_macro_info);
            console.println((macros ? "Includes" : "Does not include") + " preprocessor macro info.");
        } catch (FormatException e) {
            console.println("The debugging information of the unit is malformed: " + e.getMessage());
        }
    }
}

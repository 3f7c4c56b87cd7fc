package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Texts;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.symbols.LoadedModule;
import java.util.List;

/** {@code info files}. */
final class InfoFiles extends Command {
    private static final String VDSO = "[vdso]";

    InfoFiles() {
        super(Topic.FILES, "Show what is debugged, and the sections of its files.");
    }

    @Override
    public void run(Session session, String arguments) {
        List<LoadedModule> modules = session.target().modules().all();
        if (modules.isEmpty()) {
            return;
        }
        LoadedModule executable = modules.getFirst();
        session.console().println("Symbols from \"" + executable.name() + "\".");
        if (session.target().hasProcess()) {
            Inferior inferior = session.target().inferior();
            session.console().println("Native process:");
            session.console()
                    .println("\tUsing the running image of " + (inferior.launched() ? "child" : "attached") + " "
                            + Texts.thread(session.target().selectedThread()) + ".");
            session.console().println("\tWhile running this, Sonde does not access memory from...");
        }
        session.console().println("Local exec file:");
        session.console().println("\t`" + executable.name() + "', file type elf64-x86-64.");
        session.console()
                .println("\tEntry point: "
                        + Texts.hex(executable.toProcess(
                                executable.elf().header().entry())));
        for (LoadedModule module : modules) {
            for (Section section : module.elf().sections()) {
                if (section.isLoaded() && section.size() > 0) {
                    long start = module.toProcess(section.address());
                    session.console()
                            .println("\t" + Texts.paddedHex(start) + " - " + Texts.paddedHex(start + section.size())
                                    + " is " + section.name()
                                    + (module.equals(executable) ? "" : " in " + name(module)));
                }
            }
        }
    }

    private static String name(LoadedModule module) {
        return module.name().equals(VDSO)
                ? "system-supplied DSO at " + Texts.hex(module.start())
                : module.name();
    }
}

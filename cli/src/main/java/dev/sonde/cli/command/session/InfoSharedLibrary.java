package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Texts;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.engine.symbols.LoadedModule;
import java.util.List;
import java.util.Optional;

/** {@code info sharedlibrary}. */
final class InfoSharedLibrary extends Command {
    InfoSharedLibrary() {
        super(Topic.FILES, "Show the shared libraries that are loaded, and where their code is.");
    }

    @Override
    public void run(Session session, String arguments) {
        List<LoadedModule> modules = session.target().modules().all();
        List<LoadedModule> libraries = modules.stream()
                .skip(1)
                .filter(module -> module.name().startsWith("/")
                        && (arguments.isEmpty() || module.name().contains(arguments)))
                .toList();
        if (!session.target().hasProcess() || libraries.isEmpty()) {
            session.console().println("No shared libraries loaded at this time.");
            return;
        }
        session.console().println("From                To                  Syms Read   Shared Object Library");
        for (LoadedModule library : libraries) {
            Optional<Section> text = library.elf().section(".text");
            long start = text.map(section -> library.toProcess(section.address())).orElse(library.start());
            long end = text.map(section -> library.toProcess(section.address() + section.size()))
                    .orElse(library.end());
            String read = library.elf().section(".debug_info").isPresent() ? "Yes         " : "Yes (*)     ";
            session.console().println(Texts.paddedHex(start) + "  " + Texts.paddedHex(end) + "  " + read + library.name());
        }
        session.console().println("(*): Shared library is missing debugging information.");
    }
}

package dev.sonde.cli.command.library;

import dev.sonde.cli.command.BasicRegex;
import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Texts;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.engine.library.SharedLibrary;
import dev.sonde.engine.symbols.LoadedModule;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code info sharedlibrary}. */
final class InfoSharedLibrary extends Command {
    private static final String NO_ADDRESSES = " ".repeat(40);

    InfoSharedLibrary() {
        super(Topic.FILES, "Show the shared libraries that are loaded, and where their code is.");
    }

    @Override
    public String details() {
        return "Usage: info sharedlibrary [REGEX]\nWith REGEX, only the libraries whose names it finds.";
    }

    @Override
    public void run(Session session, String arguments) {
        Pattern pattern = BasicRegex.compile(arguments);
        List<SharedLibrary> libraries = session.target().libraries().stream()
                .filter(library -> pattern.matcher(library.name()).find())
                .toList();
        if (libraries.isEmpty()) {
            session.console()
                    .println(
                            arguments.isEmpty()
                                    ? "No shared libraries loaded at this time."
                                    : "No shared libraries matched.");
            return;
        }
        session.console().println("From                To                  Syms Read   Shared Object Library");
        boolean anyWithoutSource = false;
        for (SharedLibrary library : libraries) {
            boolean withoutSource = library.isSymbolsRead()
                    && library.module().flatMap(LoadedModule::source).isEmpty();
            anyWithoutSource |= withoutSource;
            String read = library.isSymbolsRead() ? (withoutSource ? "Yes (*)     " : "Yes         ") : "No          ";
            session.console()
                    .println(library.module().map(InfoSharedLibrary::addresses).orElse(NO_ADDRESSES)
                            + read
                            + library.name());
        }
        if (anyWithoutSource) {
            session.console().println("(*): Shared library is missing debugging information.");
        }
    }

    private static String addresses(LoadedModule module) {
        Optional<Section> text = module.elf().section(".text");
        long start = text.map(section -> module.toProcess(section.address())).orElse(module.start());
        long end = text.map(section -> module.toProcess(section.address() + section.size()))
                .orElse(module.end());
        return Texts.paddedHex(start) + "  " + Texts.paddedHex(end) + "  ";
    }
}

package dev.sonde.cli.command.process;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.console.Console;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.target.CoreDump;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** {@code info files}. */
final class InfoFiles extends Command {
    private static final String VDSO = "[vdso]";

    InfoFiles() {
        super(Topic.STATUS, "Show the files of the program and where their sections are in memory.");
    }

    @Override
    public void run(Session session, String arguments) {
        Console console = session.console();
        List<LoadedModule> modules = session.target().modules().all();
        if (modules.isEmpty()) {
            return;
        }
        LoadedModule program = modules.getFirst();
        console.println("Symbols from \"" + program.name() + "\".");
        Optional<CoreDump> core = session.target().core();
        if (core.isPresent()) {
            console.println("Local core dump file:");
            console.println("\t`" + core.get().file() + "', file type elf64-x86-64.");
            for (CoreDump.Section section : core.get().sections()) {
                console.println("\t" + range(section.start(), section.end()) + " is " + section.name());
            }
            console.println("\tWhile running this, Sonde does not access memory from...");
        } else if (session.target().hasProcess()
                && session.target().remote().controls(session.target().inferior())) {
            console.println((session.target().remote().isExtended() ? "Extended remote" : "Remote")
                    + " target using gdb-specific protocol:");
            printSections(console, modules);
            console.println("\tWhile running this, Sonde does not access memory from...");
        } else if (session.target().hasProcess()) {
            console.println("Native process:");
            console.println("\tUsing the running image of child process "
                    + session.target().inferior().pid() + ".");
            console.println("\tWhile running this, Sonde does not access memory from...");
        }
        console.println("Local exec file:");
        printSections(console, modules);
    }

    private static void printSections(Console console, List<LoadedModule> modules) {
        LoadedModule program = modules.getFirst();
        console.println("\t`" + program.name() + "', file type elf64-x86-64.");
        console.println("\tEntry point: 0x"
                + Long.toHexString(program.toProcess(program.elf().header().entry())));
        for (LoadedModule module : modules) {
            String owner = module == program ? "" : " in " + name(module);
            for (Section section : module.elf().sections()) {
                if (section.isLoaded() && section.size() > 0) {
                    console.println("\t" + range(module, section) + " is " + section.name() + owner);
                }
            }
        }
    }

    private static String name(LoadedModule module) {
        return module.name().equals(VDSO)
                ? "system-supplied DSO at 0x" + Long.toHexString(module.start())
                : module.name();
    }

    private static String range(LoadedModule module, Section section) {
        long start = module.toProcess(section.address());
        return range(start, start + section.size());
    }

    private static String range(long start, long end) {
        HexFormat hex = HexFormat.of();
        return "0x" + hex.toHexDigits(start) + " - 0x" + hex.toHexDigits(end);
    }
}

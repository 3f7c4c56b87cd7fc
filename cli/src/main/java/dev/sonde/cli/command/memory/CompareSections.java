package dev.sonde.cli.command.memory;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.LoadedModule;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** {@code compare-sections [-r | SECTION]}. */
final class CompareSections extends Command {
    private static final int CHUNK = 1 << 20;
    private static final String READ_ONLY = "-r";

    CompareSections() {
        super(Topic.DATA, "Compare the program in memory with its file, section by section.");
    }

    @Override
    public String details() {
        return "Usage: compare-sections [-r | SECTION]\n-r compares those that the program does not write to.";
    }

    @Override
    public void run(Session session, String arguments) {
        Memory memory = session.target().inferior().memory();
        LoadedModule module = session.target().modules().all().stream()
                .findFirst()
                .orElseThrow(() -> new CommandException("command cannot be used without an exec file"));
        List<Section> sections = module.elf().sections().stream()
                .filter(section -> section.isLoaded() && !section.isNoBits() && section.size() > 0)
                .filter(section -> isChosen(section, arguments))
                .toList();
        if (sections.isEmpty() && !arguments.isEmpty()) {
            throw new CommandException("No loaded section named '" + arguments + "'.");
        }
        boolean same = true;
        for (Section section : sections) {
            long start = module.toProcess(section.address());
            boolean matches = matches(memory, start, module.elf().bytes(section));
            same &= matches;
            session.console()
                    .println("Section " + section.name() + ", range 0x" + Long.toHexString(start) + " -- 0x"
                            + Long.toHexString(start + section.size()) + ": "
                            + (matches ? "matched.  " : "MIS-MATCHED!"));
        }
        if (!same) {
            session.console()
                    .error("warning: One or more sections of the target image does not match\nthe loaded file\n");
        }
    }

    private static boolean isChosen(Section section, String arguments) {
        return switch (arguments) {
            case "" -> true;
            case READ_ONLY -> (section.flags() & ElfConstants.SHF_WRITE) == 0;
            default -> section.name().equals(arguments);
        };
    }

    private static boolean matches(Memory memory, long start, MemorySegment file) {
        for (long done = 0; done < file.byteSize(); done += CHUNK) {
            long length = Math.min(CHUNK, file.byteSize() - done);
            byte[] bytes = memory.readBytes(start + done, (int) length);
            if (MemorySegment.ofArray(bytes).mismatch(file.asSlice(done, length)) >= 0) {
                return false;
            }
        }
        return true;
    }
}

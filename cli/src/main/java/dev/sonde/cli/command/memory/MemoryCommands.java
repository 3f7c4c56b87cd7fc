package dev.sonde.cli.command.memory;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package. */
public final class MemoryCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "x",
                "disassemble",
                "find",
                "dump memory,dump binary memory",
                "dump value,dump binary value",
                "append memory,append binary memory",
                "append value,append binary value",
                "restore",
                "compare-sections",
                "memory read",
                "memory write");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "x" -> new Examine();
            case "disassemble" -> new Disassemble();
            case "find" -> new Find();
            case "dump memory" -> new Dump(name, false, true);
            case "dump value" -> new Dump(name, false, false);
            case "append memory" -> new Dump(name, true, true);
            case "append value" -> new Dump(name, true, false);
            case "restore" -> new Restore();
            case "compare-sections" -> new CompareSections();
            case "memory read" -> new ReadMemory();
            case "memory write" -> new WriteMemory();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

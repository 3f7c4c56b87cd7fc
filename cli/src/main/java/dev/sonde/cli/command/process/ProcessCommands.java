package dev.sonde.cli.command.process;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import dev.sonde.cli.command.process.InfoProc.Part;
import java.util.EnumSet;
import java.util.List;

/** The commands of this package. */
public final class ProcessCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "info proc",
                "info proc mappings",
                "info proc stat",
                "info proc status",
                "info proc cmdline",
                "info proc cwd",
                "info proc exe",
                "info proc all",
                "info auxv",
                "info files,info target");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "info proc" ->
                new InfoProc(
                        "Show the command line, the directory and the program of the process.",
                        EnumSet.of(Part.CMDLINE, Part.CWD, Part.EXE));
            case "info proc mappings" -> new InfoProc("List the mapped regions of memory.", EnumSet.of(Part.MAPPINGS));
            case "info proc stat" -> new InfoProc("Show /proc/PID/stat in words.", EnumSet.of(Part.STAT));
            case "info proc status" -> new InfoProc("Show /proc/PID/status.", EnumSet.of(Part.STATUS));
            case "info proc cmdline" -> new InfoProc("Show the command line of the process.", EnumSet.of(Part.CMDLINE));
            case "info proc cwd" -> new InfoProc("Show the directory of the process.", EnumSet.of(Part.CWD));
            case "info proc exe" -> new InfoProc("Show the program of the process.", EnumSet.of(Part.EXE));
            case "info proc all" ->
                new InfoProc("Show all that the system tells about the process.", EnumSet.allOf(Part.class));
            case "info auxv" -> new InfoAuxv();
            case "info files" -> new InfoFiles();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}

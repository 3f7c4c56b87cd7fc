package dev.sonde.cli.command.sdb;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;
import java.util.function.UnaryOperator;

/** The commands of this package. */
public final class SdbCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "breakpoint list",
                "breakpoint set",
                "breakpoint enable",
                "breakpoint disable",
                "breakpoint delete",
                "watchpoint list",
                "watchpoint set",
                "watchpoint enable",
                "watchpoint disable",
                "watchpoint delete",
                "catchpoint syscall",
                "thread list",
                "thread select");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "breakpoint list" ->
                new Translated("Show the breakpoints: info breakpoints.", name, same("info breakpoints"));
            case "breakpoint set" ->
                new Translated(
                        "Set a breakpoint: break, or hbreak with -h.",
                        "breakpoint set ADDRESS|FUNCTION [-h]",
                        Translations::breakpoint);
            case "watchpoint list" ->
                new Translated("Show the watchpoints: info watchpoints.", name, same("info watchpoints"));
            case "watchpoint set" ->
                new Translated(
                        "Watch memory: watch -l, awatch -l or hbreak.",
                        "watchpoint set ADDRESS write|rw|execute SIZE",
                        Translations::watchpoint);
            case "breakpoint enable", "watchpoint enable" -> all(name, "Enable some, or all: enable.", "enable");
            case "breakpoint disable", "watchpoint disable" -> all(name, "Disable some, or all: disable.", "disable");
            case "breakpoint delete", "watchpoint delete" -> all(name, "Delete some, or all: delete.", "delete");
            case "catchpoint syscall" -> new CatchSyscalls();
            case "thread list" -> new Translated("Show the threads: info threads.", name, same("info threads"));
            case "thread select" -> new Translated("Select a thread: thread N.", "thread select N", same("thread"));
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }

    private static Command all(String name, String summary, String gdbName) {
        return new Translated(summary, name + " [NUMBER[.LOCATION]]...", same(gdbName));
    }

    private static UnaryOperator<String> same(String gdbName) {
        return arguments -> arguments.isEmpty() ? gdbName : gdbName + " " + arguments;
    }
}

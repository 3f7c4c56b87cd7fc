package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package. */
public final class BreakpointCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "break,b,br,bre,brea",
                "tbreak,tb,tbr",
                "hbreak,hb",
                "thbreak,thb",
                "dprintf",
                "watch,wa,wat,watc",
                "rwatch,rw",
                "awatch,aw",
                "catch fork",
                "catch vfork",
                "catch exec",
                "catch load",
                "catch unload",
                "catch syscall",
                "tcatch fork",
                "tcatch vfork",
                "tcatch exec",
                "tcatch load",
                "tcatch unload",
                "tcatch syscall",
                "info breakpoints,info b",
                "info watchpoints",
                "delete,d,del,delete breakpoints",
                "clear,cl",
                "enable,en,enable breakpoints",
                "enable once,enable breakpoints once",
                "enable delete,enable breakpoints delete",
                "enable count,enable breakpoints count",
                "disable,dis,disa,disable breakpoints",
                "ignore",
                "condition",
                "commands");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "break" -> Break.lasting();
            case "tbreak" -> Break.temporary();
            case "hbreak" -> Break.hardware();
            case "thbreak" -> Break.temporaryHardware();
            case "dprintf" -> new Dprintf();
            case "watch" -> Watch.writes();
            case "rwatch" -> Watch.reads();
            case "awatch" -> Watch.accesses();
            case "catch fork", "catch vfork", "catch exec" -> new Catch(lastWord(name), false);
            case "tcatch fork", "tcatch vfork", "tcatch exec" -> new Catch(lastWord(name), true);
            case "catch load" -> new CatchLibrary(true, false);
            case "catch unload" -> new CatchLibrary(false, false);
            case "tcatch load" -> new CatchLibrary(true, true);
            case "tcatch unload" -> new CatchLibrary(false, true);
            case "catch syscall" -> new CatchSyscall(false);
            case "tcatch syscall" -> new CatchSyscall(true);
            case "info breakpoints" -> new InfoBreakpoints(false);
            case "info watchpoints" -> new InfoBreakpoints(true);
            case "delete" -> new Delete();
            case "clear" -> new Clear();
            case "enable" -> new Enable(Enable.Mode.ON);
            case "enable once" -> new Enable(Enable.Mode.ONCE);
            case "enable delete" -> new Enable(Enable.Mode.DELETE);
            case "enable count" -> new Enable(Enable.Mode.COUNT);
            case "disable" -> new Enable(Enable.Mode.OFF);
            case "ignore" -> new Ignore();
            case "condition" -> new SetCondition();
            case "commands" -> new SetCommands();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }

    private static String lastWord(String name) {
        return name.substring(name.indexOf(' ') + 1);
    }
}

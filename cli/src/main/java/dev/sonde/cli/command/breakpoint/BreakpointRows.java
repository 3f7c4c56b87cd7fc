package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.execution.StopCommands;
import dev.sonde.cli.execution.Texts;
import dev.sonde.cli.execution.ThreadNumbers;
import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.breakpoint.BreakpointLocation;
import dev.sonde.engine.breakpoint.Catchpoint;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.Watchpoint;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.syscall.SyscallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The table of {@code info breakpoints}, column by column as gdb lays it out. */
final class BreakpointRows {
    private static final int NUMBER_WIDTH = 8;
    private static final int LEAST_TYPE_WIDTH = 14;
    private static final int ADDRESS_WIDTH = 18;
    private static final int SHORT_ADDRESS_WIDTH = 10;
    private static final int COMMAND_INDENTATION = 8;

    private final Session session;
    private final List<Breakpoint> breakpoints;
    private final int typeWidth;
    private final int addressWidth;

    BreakpointRows(Session session, List<Breakpoint> breakpoints) {
        this.session = session;
        this.breakpoints = breakpoints;
        int widest = LEAST_TYPE_WIDTH;
        boolean anyPlace = false;
        for (Breakpoint breakpoint : breakpoints) {
            widest = Math.max(widest, type(breakpoint).length());
            anyPlace |= (breakpoint instanceof Watchpoint watchpoint && watchpoint.dependsOnMemory())
                    || (breakpoint instanceof CodeBreakpoint code && !code.isPending());
        }
        typeWidth = widest;
        addressWidth = anyPlace ? ADDRESS_WIDTH : SHORT_ADDRESS_WIDTH;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(padded("Num", NUMBER_WIDTH) + padded("Type", typeWidth) + " Disp Enb "
                + padded("Address", addressWidth) + " What");
        for (Breakpoint breakpoint : breakpoints) {
            lines.add(row(breakpoint));
            addDetails(breakpoint, lines);
            if (breakpoint instanceof CodeBreakpoint code && isMultiple(code)) {
                addLocations(code, lines);
            }
        }
        return lines;
    }

    private String row(Breakpoint breakpoint) {
        return padded(Integer.toString(breakpoint.number()), NUMBER_WIDTH) + padded(type(breakpoint), typeWidth) + " "
                + padded(disposition(breakpoint), 4) + " " + (breakpoint.isEnabled() ? "y" : "n") + "   "
                + padded(address(breakpoint), addressWidth) + " " + what(breakpoint);
    }

    private static String type(Breakpoint breakpoint) {
        return switch (breakpoint) {
            case CodeBreakpoint code when code.action().isPresent() -> "dprintf";
            case CodeBreakpoint code -> code.isHardware() ? "hw breakpoint" : "breakpoint";
            case Watchpoint watchpoint ->
                switch (watchpoint.mode()) {
                    case WRITE -> watchpoint.isHardware() ? "hw watchpoint" : "watchpoint";
                    case READ -> "read watchpoint";
                    case ACCESS -> "acc watchpoint";
                };
            case Catchpoint _ -> "catchpoint";
        };
    }

    private static String disposition(Breakpoint breakpoint) {
        if (breakpoint.isTemporary()) {
            return "del";
        }
        return breakpoint.stopsLeft().isPresent() ? "dis" : "keep";
    }

    /** A single location that is disabled by itself is listed as well: the first line cannot tell. */
    private static boolean isMultiple(CodeBreakpoint breakpoint) {
        return breakpoint.locations().size() > 1
                || (breakpoint.locations().size() == 1
                        && !breakpoint.locations().getFirst().isEnabled());
    }

    private static String address(Breakpoint breakpoint) {
        if (!(breakpoint instanceof CodeBreakpoint code)) {
            return "";
        }
        if (code.isPending()) {
            return "<PENDING>";
        }
        return isMultiple(code)
                ? "<MULTIPLE>"
                : Texts.paddedHex(code.locations().getFirst().address());
    }

    private String what(Breakpoint breakpoint) {
        return switch (breakpoint) {
            case CodeBreakpoint code -> {
                if (code.isPending()) {
                    yield BreakpointPlaces.pending(code);
                }
                yield isMultiple(code) ? "" : place(code, code.locations().getFirst()) + threadText(code, " thread ");
            }
            case Watchpoint watchpoint -> watchpoint.expression();
            case Catchpoint catchpoint -> event(catchpoint.event());
        };
    }

    private String place(CodeBreakpoint breakpoint, BreakpointLocation location) {
        return BreakpointPlaces.what(session, breakpoint.spec(), location.address())
                + (ThreadNumbers.isQualified(session)
                        ? " inf " + location.space().number()
                        : "");
    }

    private static String event(Catchpoint.Event event) {
        return switch (event) {
            case Catchpoint.Event.Fork() -> "fork";
            case Catchpoint.Event.Vfork() -> "vfork";
            case Catchpoint.Event.Exec() -> "exec";
            case Catchpoint.Event.Library(boolean load, String pattern, var _) ->
                (load ? "load" : "unload") + " of library" + (pattern.isEmpty() ? "" : " matching " + pattern);
            case Catchpoint.Event.Syscall(Set<Long> numbers) -> {
                List<String> names = new ArrayList<>();
                numbers.forEach(number -> names.add(SyscallTable.numbered(number)
                        .map(syscall -> syscall.name())
                        .orElse(Long.toString(number))));
                String text = names.isEmpty() ? "<any syscall>" : String.join(", ", names);
                yield (names.size() > 1 ? "syscalls \"" : "syscall \"") + text + "\" ";
            }
        };
    }

    private void addDetails(Breakpoint breakpoint, List<String> lines) {
        boolean shown = breakpoint instanceof CodeBreakpoint code && code.isPending();
        breakpoint
                .condition()
                .filter(_ -> !shown)
                .ifPresent(condition -> lines.add("\tstop only if " + condition.text()));
        String thread = threadText(breakpoint, "\tstop only in thread ");
        if (!thread.isEmpty()) {
            lines.add(thread);
        }
        if (breakpoint.hits() > 0) {
            lines.add("\t" + (breakpoint instanceof Catchpoint ? "catchpoint" : "breakpoint") + " already hit "
                    + breakpoint.hits() + (breakpoint.hits() == 1 ? " time" : " times"));
        }
        if (breakpoint.ignoreCount() > 0) {
            lines.add("\tignore next " + breakpoint.ignoreCount() + " hits");
        }
        if (breakpoint.action().orElse(null) instanceof PrintAction print) {
            lines.add(" ".repeat(COMMAND_INDENTATION) + "printf " + print.source());
        }
        StopCommands.of(session)
                .of(breakpoint)
                .ifPresent(body -> lines.addAll(body.indented(session, COMMAND_INDENTATION)));
    }

    private String threadText(Breakpoint breakpoint, String before) {
        OptionalInt tid = breakpoint.thread();
        if (tid.isEmpty()) {
            return "";
        }
        if (session.target().hasProcess()) {
            for (InferiorThread thread : session.target().inferior().threads()) {
                if (thread.tid() == tid.getAsInt()) {
                    return before + ThreadNumbers.of(session).of(thread);
                }
            }
        }
        return before + "LWP " + tid.getAsInt() + " (which has ended)";
    }

    private void addLocations(CodeBreakpoint breakpoint, List<String> lines) {
        int index = 0;
        for (BreakpointLocation location : breakpoint.locations()) {
            index++;
            // The minus says that a location would stop if its breakpoint were enabled.
            String enabled = location.isEnabled() ? (breakpoint.isEnabled() ? "y" : "y-") : "n";
            lines.add(padded(breakpoint.number() + "." + index, NUMBER_WIDTH) + " ".repeat(typeWidth) + "      "
                    + padded(enabled, 3) + " " + padded(Texts.paddedHex(location.address()), addressWidth) + " "
                    + place(breakpoint, location));
        }
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}

package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.breakpoint.BreakpointLocation;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.Watchpoint;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.signal.SigInfo;
import dev.sonde.engine.signal.Signal;
import dev.sonde.engine.target.StopReason;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.x86_64.Register;
import java.util.List;
import java.util.Optional;

/** Why a thread stopped, as the lines before the place where it stopped. */
final class StopText {
    private final Session session;
    private final SyscallTexts syscalls;

    StopText(Session session) {
        this.session = session;
        syscalls = new SyscallTexts();
    }

    /**
     * The lines for all reasons and the place.
     *
     * @param who what to call the thread, such as {@code Thread 2 "worker" hit}; empty where there is only one
     */
    String stopped(InferiorThread thread, List<StopReason> reasons, String who) {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        boolean placeFollows = false;
        boolean sameFunction = false;
        boolean silent = false;
        boolean returned = false;
        for (StopReason reason : reasons) {
            switch (reason) {
                case StopReason.BreakpointHit(var breakpoint) -> {
                    // As in gdb, the place follows the first breakpoint's name, and is not said twice.
                    if (!placeFollows && !breakpoint.isInternal()) {
                        before.append("\n").append(who(who, "hit "));
                        before.append(kind(breakpoint))
                                .append(number(breakpoint, thread))
                                .append(", ");
                        placeFollows = true;
                    }
                }
                case StopReason.Watched(var watchpoint, var change) ->
                    before.insert(0, watched(watchpoint, change, who(who, "hit ")));
                case StopReason.Caught(var catchpoint, var cause) -> {
                    before.append("\n").append(who(who, "hit "));
                    before.append(catchpoint.isTemporary() ? "Temporary catchpoint " : "Catchpoint ");
                    before.append(catchpoint.number())
                            .append(" (")
                            .append(caught(cause))
                            .append("), ");
                    after.append(call(thread, cause));
                    placeFollows = true;
                }
                case StopReason.WatchEnded(var watchpoint) -> before.append(ended(watchpoint));
                case StopReason.CallReturned _ -> silent = true;
                case StopReason.Returned _ -> returned = true;
                case StopReason.Arrived _ -> {} // the place says it
                case StopReason.LibraryEvent(var catchpoint, var change) -> {
                    if (catchpoint.isEmpty()) {
                        return LibraryTexts.event(change);
                    }
                    if (!placeFollows) {
                        before.append("\n").append(who(who, "hit "));
                        before.append(LibraryTexts.caught(catchpoint.get(), change))
                                .append("\n");
                        placeFollows = true;
                    }
                }
                case StopReason.Stepped(boolean elsewhere) -> sameFunction = !elsewhere;
                case StopReason.Other(var cause) -> {
                    before.append(other(cause, who));
                    after.append(call(thread, cause));
                }
            }
        }
        if (silent && !returned) {
            return before.toString(); // as it was promised when the call was abandoned
        }
        String place = sameFunction ? Texts.source(session, thread) : Texts.locationAndSource(session, thread);
        return before + place + after;
    }

    /** The lines for a signal, whether it stopped the program or only passed. */
    static String received(SigInfo info, String who) {
        return "\n" + (who.isEmpty() ? "Program " : who) + "received signal " + signal(info.number()) + ".";
    }

    /** Such as {@code SIGSEGV, Segmentation fault}. */
    static String signal(int number) {
        return Signal.numbered(number)
                .map(signal -> signal.name() + ", " + signal.description())
                .orElseGet(() -> "number " + number);
    }

    private static String who(String who, String verb) {
        return who.isEmpty() ? "" : who + verb;
    }

    private static String kind(Breakpoint breakpoint) {
        return breakpoint.isTemporary() ? "Temporary breakpoint " : "Breakpoint ";
    }

    /** The number, and that of the location where there are several. */
    private String number(CodeBreakpoint breakpoint, InferiorThread thread) {
        List<BreakpointLocation> locations = breakpoint.locations();
        long pc = thread.registers().readLong(Register.RIP);
        for (int i = 0; i < locations.size() && locations.size() > 1; i++) {
            if (locations.get(i).address() == pc
                    && locations.get(i).space()
                            == session.target().program(thread).space()) {
                return breakpoint.number() + "." + (i + 1);
            }
        }
        return Integer.toString(breakpoint.number());
    }

    private String watched(Watchpoint watchpoint, Watchpoint.Change change, String hit) {
        String kind = switch (watchpoint.mode()) {
            case WRITE -> watchpoint.isHardware() ? "Hardware watchpoint " : "Watchpoint ";
            case READ -> "Hardware read watchpoint ";
            case ACCESS -> "Hardware access (read/write) watchpoint ";
        };
        String title = "\n" + hit + kind + watchpoint.number() + ": " + watchpoint.expression() + "\n\n";
        if (!change.isChange()) {
            return title + "Value = " + value(change.after()) + "\n";
        }
        return title + "Old value = " + value(change.before()) + "\nNew value = " + value(change.after()) + "\n";
    }

    private String value(Value value) {
        return value instanceof Value.Unavailable ? "<unreadable>" : ValueTexts.text(session, value, Optional.empty());
    }

    private static String ended(Watchpoint watchpoint) {
        return "\nWatchpoint " + watchpoint.number()
                + " deleted because the program has left the block in\nwhich its expression is valid.\n";
    }

    private static String caught(StopCause cause) {
        return switch (cause) {
            case StopCause.SyscallEntry entry -> "call to syscall " + SyscallTexts.name(entry.number());
            case StopCause.SyscallExit exit -> "returned from syscall " + SyscallTexts.name(exit.number());
            case StopCause.Forked(int child, boolean vfork, var _) ->
                (vfork ? "vforked" : "forked") + " process " + child;
            case StopCause.Executed(String path, var _) -> "exec'd " + path;
            case StopCause.Hit _,
                    StopCause.VforkDone _,
                    StopCause.StepDone _,
                    StopCause.Signalled _,
                    StopCause.ThreadCreated _,
                    StopCause.ThreadExiting _,
                    StopCause.ThreadEnded _,
                    StopCause.HistoryEnd _,
                    StopCause.Interrupted _ -> throw new IllegalArgumentException("no catchpoint catches " + cause);
        };
    }

    private String call(InferiorThread thread, StopCause cause) {
        return switch (cause) {
            case StopCause.SyscallEntry entry -> "\n" + syscalls.entered(thread, entry);
            case StopCause.SyscallExit exit -> "\n" + syscalls.returned(thread, exit);
            default -> "";
        };
    }

    private static String other(StopCause cause, String who) {
        return switch (cause) {
            case StopCause.Signalled(SigInfo info) -> received(info, who) + "\n";
            case StopCause.HistoryEnd _ -> "\nNo more reverse-execution history.\n";
            case StopCause.Interrupted _ -> "\n" + (who.isEmpty() ? "Program " : who) + "stopped.\n";
            case StopCause.ThreadCreated(int tid) -> "\n[New LWP " + tid + "]\n";
            case StopCause.ThreadEnded(int tid) -> "\n[LWP " + tid + " exited]\n";
            case StopCause.ThreadExiting _ -> "\n" + (who.isEmpty() ? "Program " : who) + "is about to exit.\n";
            case StopCause.SyscallEntry _, StopCause.SyscallExit _, StopCause.StepDone _, StopCause.VforkDone _ -> "";
            case StopCause.Hit _, StopCause.Forked _, StopCause.Executed _ ->
                throw new IllegalArgumentException("a breakpoint or catchpoint says this: " + cause);
        };
    }
}

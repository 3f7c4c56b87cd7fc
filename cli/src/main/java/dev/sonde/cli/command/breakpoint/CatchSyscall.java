package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.engine.breakpoint.Catchpoint;
import dev.sonde.engine.syscall.Syscall;
import dev.sonde.engine.syscall.SyscallGroups;
import dev.sonde.engine.syscall.SyscallTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code catch syscall} and {@code tcatch syscall}. */
final class CatchSyscall extends Command {
    private static final String GROUP = "group:";
    private static final String SHORT_GROUP = "g:";

    private final boolean temporary;

    /** @param temporary whether it is deleted when it stops the program */
    CatchSyscall(boolean temporary) {
        super(Topic.BREAKPOINTS, "Stop at system calls, when they begin and when they return" + (temporary ? ", once." : "."));
        this.temporary = temporary;
    }

    @Override
    public String details() {
        return "Usage: catch syscall [NAME | NUMBER | group:GROUP]...\nWithout arguments, every call. Groups: "
                + String.join(", ", SyscallGroups.names()) + ".";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        Set<Long> numbers = new LinkedHashSet<>();
        Words words = new Words(arguments);
        while (!words.isEmpty()) {
            numbers.addAll(numbers(words.next()));
        }
        Catchpoint catchpoint = session.target().breakpoints().addCatchpoint(new Catchpoint.Event.Syscall(numbers));
        catchpoint.setTemporary(temporary);
        session.console().println("Catchpoint " + catchpoint.number() + " (" + text(numbers) + ")");
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        List<String> candidates = new ArrayList<>();
        SyscallTable.all().forEach(syscall -> candidates.add(syscall.name()));
        SyscallGroups.names().forEach(group -> candidates.add(GROUP + group));
        return candidates;
    }

    private static List<Long> numbers(String word) {
        if (word.startsWith(GROUP) || word.startsWith(SHORT_GROUP)) {
            String name = word.substring(word.indexOf(':') + 1);
            List<Long> members = new ArrayList<>();
            SyscallGroups.members(name).forEach(syscall -> members.add((long) syscall.number()));
            if (members.isEmpty()) {
                throw new CommandException("Unknown syscall group '" + name + "'.");
            }
            return members;
        }
        if (Character.isDigit(word.charAt(0))) {
            try {
                return List.of(Long.decode(word));
            } catch (NumberFormatException e) {
                throw new CommandException("Unknown syscall number '" + word + "'.");
            }
        }
        Syscall syscall = SyscallTable.named(word)
                .orElseThrow(() -> new CommandException("Unknown syscall name '" + word + "'."));
        return List.of((long) syscall.number());
    }

    private static String text(Set<Long> numbers) {
        if (numbers.isEmpty()) {
            return "any syscall";
        }
        StringBuilder text = new StringBuilder(numbers.size() == 1 ? "syscall" : "syscalls");
        for (long number : numbers) {
            text.append(SyscallTable.numbered(number)
                    .map(syscall -> " '" + syscall.name() + "' [" + number + "]")
                    .orElse(" " + number));
        }
        return text.toString();
    }
}

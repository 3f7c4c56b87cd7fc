package dev.sonde.cli.command.process;

import dev.sonde.cli.command.CommandException;
import java.util.ArrayList;
import java.util.List;

/** The fields of {@code /proc/PID/stat} in words. Source: proc(5). */
final class ProcStat {
    private static final String HEXADECIMAL = "0x";

    /** The fields behind the name of the program and its state, in the order of the file; 0x marks hexadecimal ones. */
    private static final List<String> TITLES = List.of(
            "Parent process: ",
            "Process group: ",
            "Session id: ",
            "TTY: ",
            "TTY owner process group: ",
            "Flags: 0x",
            "Minor faults (no memory page): ",
            "Minor faults, children: ",
            "Major faults (memory page faults): ",
            "Major faults, children: ",
            "utime: ",
            "stime: ",
            "utime, children: ",
            "stime, children: ",
            "jiffies remaining in current time slice: ",
            "'nice' value: ",
            "jiffies until next timeout: ",
            "jiffies until next SIGALRM: ",
            "start time (jiffies since system boot): ",
            "Virtual memory size: ",
            "Resident set size: ",
            "rlim: ",
            "Start of text: 0x",
            "End of text: 0x",
            "Start of stack: 0x");

    private ProcStat() {}

    /**
     * A line for each field.
     *
     * @throws CommandException if {@code stat} is not such a file
     */
    static List<String> lines(String stat) {
        // The program's name may contain blanks and parentheses.
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 1 || close < open) {
            throw new CommandException("The system's file about the process is not as proc(5) says.");
        }
        String[] fields = stat.substring(close + 1).strip().split(" ", -1);
        List<String> lines = new ArrayList<>();
        lines.add("Process: " + stat.substring(0, open).strip());
        lines.add("Exec file: " + stat.substring(open + 1, close));
        lines.add("State: " + fields[0]);
        for (int i = 0; i < TITLES.size() && i + 1 < fields.length; i++) {
            String title = TITLES.get(i);
            lines.add(title + number(fields[i + 1], title.endsWith(HEXADECIMAL)));
        }
        return lines;
    }

    private static String number(String text, boolean hexadecimal) {
        try {
            long number = text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
            return hexadecimal ? Long.toHexString(number) : Long.toUnsignedString(number);
        } catch (NumberFormatException e) {
            return text;
        }
    }
}

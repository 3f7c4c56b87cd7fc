package dev.sonde.engine.syscall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An error number of Linux x86-64.
 *
 * <p>Numbers from 512 on never reach a program: the kernel uses them while a call is interrupted, and a tracer sees
 * them. Source: errno(3), the kernel's {@code asm-generic/errno.h} and {@code linux/errno.h}.
 *
 * @param number 1 to 133, or 512 to 516
 * @param name such as {@code ENOENT}
 * @param text the C library's words, such as {@code No such file or directory}
 */
public record Errno(int number, String name, String text) {
    /** No such file or directory. */
    public static final int ENOENT = 2;

    /** The file is no program that the kernel knows how to run. */
    public static final int ENOEXEC = 8;

    /** Permission denied. */
    public static final int EACCES = 13;

    private static final int FIRST_INTERNAL = 512;

    /** Loaded on first use, so that naming a call costs nothing. */
    private static final class Table {
        static final Map<Integer, Errno> BY_NUMBER = load();

        private static Map<Integer, Errno> load() {
            List<String> lines = ResourceText.lines("errno.txt");
            var table = HashMap.<Integer, Errno>newHashMap(lines.size());
            for (String line : lines) {
                int first = line.indexOf(' ');
                int second = line.indexOf(' ', first + 1);
                int number = Integer.parseInt(line, 0, first, 10);
                table.put(number, new Errno(number, line.substring(first + 1, second), line.substring(second + 1)));
            }
            return Map.copyOf(table);
        }
    }

    /** The error with this (positive) number. */
    public static Optional<Errno> numbered(int number) {
        return Optional.ofNullable(Table.BY_NUMBER.get(number));
    }

    /** The C library's words and the name of an error number, such as {@code No such process (ESRCH)}. */
    public static String describe(int number) {
        return numbered(number)
                .map(errno -> errno.text + " (" + errno.name + ")")
                .orElse("error " + number);
    }

    /** Whether a system call's result is an error: -4095 to -1. */
    public static boolean isError(long result) {
        return result < 0 && result >= -4095;
    }

    /** Whether it stands for an interrupted call that the kernel may restart, rather than for an error. */
    public boolean isInternal() {
        return number >= FIRST_INTERNAL;
    }
}

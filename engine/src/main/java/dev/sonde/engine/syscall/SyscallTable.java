package dev.sonde.engine.syscall;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The system calls of Linux x86-64 by number and by name; those of x32 are not in it.
 *
 * <p>Loaded on first use. Source: syscalls(2), the kernel's {@code syscall_64.tbl}.
 */
public final class SyscallTable {
    private static final @Nullable Syscall[] BY_NUMBER;
    private static final Map<String, Syscall> BY_NAME;

    static {
        List<String> lines = ResourceText.lines("syscalls.txt");
        Map<String, Syscall> names = HashMap.newHashMap(lines.size());
        @Nullable Syscall[] numbers = new Syscall[512];
        for (String line : lines) {
            Syscall syscall = parse(line);
            numbers[syscall.number()] = syscall;
            names.put(syscall.name(), syscall);
        }
        BY_NUMBER = numbers;
        BY_NAME = Collections.unmodifiableMap(names);
    }

    private SyscallTable() {}

    /** The call with this number. */
    public static Optional<Syscall> numbered(long number) {
        return number < 0 || number >= BY_NUMBER.length
                ? Optional.empty()
                : Optional.ofNullable(BY_NUMBER[(int) number]);
    }

    /** The call with this name. */
    public static Optional<Syscall> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The name of the call with this number, {@code syscall_0x1f4} if there is none. */
    public static String nameOf(long number) {
        return numbered(number).map(Syscall::name).orElseGet(() -> "syscall_0x" + Long.toHexString(number));
    }

    /** All calls, by number. */
    public static Stream<Syscall> all() {
        return Arrays.stream(BY_NUMBER).filter(Objects::nonNull);
    }

    private static Syscall parse(String line) {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        int end = second < 0 ? line.length() : second;
        return new Syscall(Integer.parseInt(line, 0, first, 10), line.substring(first + 1, end), line.substring(end));
    }
}

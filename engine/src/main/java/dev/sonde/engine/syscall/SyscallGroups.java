package dev.sonde.engine.syscall;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The groups of system calls that users can name together, such as {@code network}. Source: strace(1). */
public final class SyscallGroups {
    private static final Map<String, List<Syscall>> GROUPS = load();

    private SyscallGroups() {}

    /** The names of the groups, in alphabetical order. */
    public static List<String> names() {
        return List.copyOf(GROUPS.keySet());
    }

    /** The calls of a group, by number; none if there is no such group. */
    public static List<Syscall> members(String group) {
        return List.copyOf(GROUPS.getOrDefault(group, List.of()));
    }

    private static Map<String, List<Syscall>> load() {
        Map<String, List<Syscall>> groups = new TreeMap<>();
        for (String line : ResourceText.lines("groups.txt")) {
            List<String> words = ResourceText.words(line);
            List<Syscall> members = groups.computeIfAbsent(words.getFirst(), _ -> new ArrayList<>());
            for (String name : words.subList(1, words.size())) {
                members.add(SyscallTable.named(name)
                        .orElseThrow(() -> new IllegalStateException("groups.txt names no system call: " + name)));
            }
        }
        return groups;
    }
}

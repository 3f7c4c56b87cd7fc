package dev.sonde.engine.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The files of {@code /proc/PID}; every answer is empty when the process is gone. Source: proc(5). */
public final class ProcFs {
    private ProcFs() {}

    /** The whole of {@code /proc/PID/NAME}. */
    public static Optional<byte[]> bytes(int pid, String name) {
        try {
            return Optional.of(Files.readAllBytes(path(pid, name)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The whole of {@code /proc/PID/NAME} as text. */
    public static Optional<String> text(int pid, String name) {
        return bytes(pid, name).map(b -> new String(b, StandardCharsets.UTF_8));
    }

    /** The target of the link {@code /proc/PID/NAME}, such as {@code exe} or {@code cwd}. */
    public static Optional<String> link(int pid, String name) {
        try {
            return Optional.of(Files.readSymbolicLink(path(pid, name)).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** One field of {@code /proc/PID/status}, such as {@code TracerPid}. */
    public static Optional<String> statusField(int pid, String field) {
        return text(pid, "status")
                .flatMap(status -> status.lines()
                        .filter(line -> line.startsWith(field + ":"))
                        .map(line -> line.substring(field.length() + 1).strip())
                        .findFirst());
    }

    /** A numeric field of {@code /proc/PID/status}. */
    public static OptionalInt statusNumber(int pid, String field) {
        return statusField(pid, field)
                .map(value -> OptionalInt.of(Integer.parseInt(value.split("\\s", 2)[0])))
                .orElse(OptionalInt.empty());
    }

    /** The ids of the threads of {@code pid}; none when the process is gone. */
    public static int[] tasks(int pid) {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(path(pid, "task"))) {
            var ids = new ArrayList<Integer>();
            tasks.forEach(task -> ids.add(Integer.valueOf(task.getFileName().toString())));
            return ids.stream().mapToInt(Integer::intValue).sorted().toArray();
        } catch (IOException | DirectoryIteratorException e) {
            return new int[0];
        }
    }

    /**
     * Where this process finds the root directory of {@code pid}: {@code /} when both have the same, in the same mount
     * namespace. Source: mount_namespaces(7).
     */
    public static Optional<Path> root(int pid) {
        Path root = Path.of("/");
        Optional<String> namespace = link(pid, "ns/mnt");
        Optional<String> directory = link(pid, "root");
        if (namespace.isEmpty() || directory.isEmpty()) {
            return Optional.empty();
        }
        boolean same = directory.get().equals("/")
                && namespace.equals(link((int) ProcessHandle.current().pid(), "ns/mnt"));
        return Optional.of(same ? root : path(pid, "root"));
    }

    /** The processes that threads of {@code pid} have made, and that have not ended; proc(5), {@code children}. */
    public static List<Integer> children(int pid) {
        List<Integer> children = new ArrayList<>();
        for (int tid : tasks(pid)) {
            text(pid, "task/" + tid + "/children")
                    .ifPresent(line -> line.strip()
                            .lines()
                            .flatMap(ids -> Stream.of(ids.split(" ")))
                            .forEach(id -> children.add(Integer.valueOf(id))));
        }
        return children;
    }

    /** {@code /proc/PID/NAME}. */
    public static Path path(int pid, String name) {
        return Path.of("/proc", Integer.toString(pid), name);
    }
}

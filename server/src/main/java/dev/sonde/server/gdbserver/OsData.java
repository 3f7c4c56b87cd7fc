package dev.sonde.server.gdbserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the system runs, in tables: {@code info os}. */
final class OsData {
    private static final Map<String, Function<ProcessHandle, List<Row>>> TABLES =
            Map.of("processes", OsData::process, "threads", OsData::threads);

    private static final List<List<String>> TYPES = List.of(
            List.of("processes", "Listing of all processes", "Processes"),
            List.of("threads", "Listing of all threads", "Threads"));

    private OsData() {}

    private record Row(List<String> names, List<String> values) {}

    /** The table of this name; the list of tables for none. */
    static String of(String name) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE target SYSTEM \"osdata.dtd\">\n");
        xml.append("<osdata type=\"")
                .append(name.isEmpty() ? "types" : Xml.escape(name))
                .append("\">\n");
        if (name.isEmpty()) {
            TYPES.forEach(type -> add(xml, new Row(List.of("Type", "Description", "Title"), type)));
        } else if (TABLES.containsKey(name)) {
            ProcessHandle.allProcesses()
                    .sorted()
                    .flatMap(process -> TABLES.get(name).apply(process).stream())
                    .forEach(row -> add(xml, row));
        }
        return xml.append("</osdata>\n").toString();
    }

    private static void add(StringBuilder xml, Row row) {
        xml.append("<item>");
        for (int i = 0; i < row.names.size(); i++) {
            xml.append("<column name=\"").append(row.names.get(i)).append("\">");
            xml.append(Xml.escape(row.values.get(i))).append("</column>");
        }
        xml.append("</item>\n");
    }

    private static List<Row> process(ProcessHandle process) {
        String command = read(process.pid(), "cmdline").replace('\0', ' ').strip();
        String user = process.info().user().orElse("?");
        String shown = command.isEmpty() ? name(process) : command;
        return List.of(new Row(
                List.of("pid", "user", "command", "cores"),
                List.of(Long.toString(process.pid()), user, shown, cores(process.pid()))));
    }

    private static String name(ProcessHandle process) {
        return read(process.pid(), "comm").strip();
    }

    private static List<Row> threads(ProcessHandle process) {
        String command = name(process);
        return tasks(process.pid()).stream()
                .map(tid -> new Row(
                        List.of("pid", "command", "tid", "core"),
                        List.of(Long.toString(process.pid()), command, tid, core(process.pid(), tid))))
                .toList();
    }

    private static String cores(long pid) {
        return String.join(
                ",", tasks(pid).stream().map(tid -> core(pid, tid)).distinct().toList());
    }

    private static String core(long pid, String tid) {
        String stat = read(pid, String.format(Locale.ROOT, "task/%s/stat", tid));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > ThreadFacts.PROCESSOR ? fields[ThreadFacts.PROCESSOR] : "";
    }

    private static List<String> tasks(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return tasks.map(task -> task.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of(); // it has ended
        }
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            return ""; // it has ended
        }
    }
}

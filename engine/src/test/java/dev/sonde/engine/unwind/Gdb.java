package dev.sonde.engine.unwind;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** gdb in batch mode, asked for the frames at each stop of a scenario. */
final class Gdb {
    /** A frame as gdb sees it; the name is empty for {@code ??}. */
    record GdbFrame(long pc, String name, boolean signal) {}

    private static final String PYTHON = """
            import gdb
            for setting in ("confirm off", "pagination off", "backtrace past-main on", "backtrace past-entry on",
                            "startup-with-shell off", "disable-randomization on", "debuginfod enabled off"):
                try:
                    gdb.execute("set " + setting)
                except gdb.error:
                    pass
            gdb.execute("unset environment")
            gdb.execute("handle SIGUSR1 nostop noprint pass", to_string=True)

            def dump():
                print("\\n@stop")
                count = 0
                try:
                    frame = gdb.newest_frame()
                    while frame is not None and count < 300:
                        if frame.type() not in (gdb.INLINE_FRAME, gdb.TAILCALL_FRAME):
                            print("@frame %x %s %d" % (frame.pc(), frame.name() or "-", frame.type() == gdb.SIGTRAMP_FRAME))
                        count += 1
                        frame = frame.older()
                except gdb.MemoryError:
                    pass

            def alive():
                return gdb.selected_inferior().pid != 0

            def step(count):
                gdb.execute("stepi %d" % count, to_string=True)
            """;

    private Gdb() {}

    static boolean isPresent() {
        try {
            Process process = new ProcessBuilder("gdb", "-nx", "-batch", "-ex", "python print(6 * 7)")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 && output.contains("42");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The frames at each {@code dump()} of a script in gdb's Python. */
    static List<List<GdbFrame>> run(Path directory, Path program, List<String> arguments, String script)
            throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("script.py"), PYTHON + script);
        List<String> command = new ArrayList<>(List.of("gdb", "-nx", "-batch", "-x", file.toString(), "--args"));
        command.add(program.toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        List<List<GdbFrame>> stops = new ArrayList<>();
        List<GdbFrame> frames = new ArrayList<>();
        for (String line : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            if (line.equals("@stop")) {
                frames = new ArrayList<>();
                stops.add(frames);
            } else if (line.startsWith("@frame ")) {
                String[] words = line.split(" ");
                String name = String.join(" ", List.of(words).subList(2, words.length - 1));
                frames.add(new GdbFrame(
                        Long.parseUnsignedLong(words[1], 16),
                        name.equals("-") ? "" : name,
                        words[words.length - 1].equals("1")));
            }
        }
        process.waitFor();
        return stops;
    }
}

package dev.sonde.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session of the debugger printed, answers and errors in their order, and its exit status.
 *
 * @param text the output, process ids replaced by {@code PID}
 * @param status the exit status
 */
record Transcript(String text, int status) {
    /** Runs the debugger with these words of a command line, and nothing to read. */
    static Transcript of(String... words) {
        return withInput("", words);
    }

    /** Runs the debugger with {@code input} to read, which is no terminal. */
    static Transcript withInput(String input, String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int status = new Main(in, out, out, false).run(words);
        out.flush();
        return new Transcript(normalized(bytes.toString(StandardCharsets.UTF_8)), status);
    }

    /** A batch session on {@code program} with these commands. */
    static Transcript batch(String program, String... commands) {
        List<String> words = new ArrayList<>(List.of("--batch", "-nx"));
        for (String command : commands) {
            words.add("-ex");
            words.add(command);
        }
        words.add(program);
        return of(words.toArray(String[]::new));
    }

    /** The lines. */
    List<String> lines() {
        return text.lines().toList();
    }

    static String normalized(String text) {
        return text.replaceAll("\\(process [0-9]+\\)", "(process PID)")
                .replaceAll("LWP [0-9]+", "LWP PID")
                .replaceAll("process [0-9]+", "process PID");
    }
}

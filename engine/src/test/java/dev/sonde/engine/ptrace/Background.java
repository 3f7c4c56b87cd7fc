package dev.sonde.engine.ptrace;

import dev.sonde.engine.linux.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs without a debugger, until it is closed. It is the child of a shell: were it this JVM's own, Java
 * would be waiting for it, and take the statuses that are for the debugger.
 */
final class Background implements AutoCloseable {
    private static final String SCRIPT =
            "exec 3<&0;" + " sh -c 'echo $$; exec \"$0\" \"$@\"' \"$0\" \"$@\" <&3 3<&- &" + " wait $!; echo exit $?";

    private final Process shell;
    private final BufferedReader output;
    private final int pid;
    private boolean ended;

    private Background(Process shell) {
        this.shell = shell;
        output = shell.inputReader();
        pid = Integer.parseInt(line());
    }

    /** Starts a program and waits until it has said that it is ready. */
    static Background ready(Path program, String... arguments) {
        Background background = start(program, arguments);
        String line = background.line();
        if (!line.equals("ready")) {
            background.close();
            throw new AssertionError("instead of ready: " + line);
        }
        return background;
    }

    static Background start(Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addFirst(program.toString());
        return start(command);
    }

    static Background start(List<String> program) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT));
        command.addAll(program);
        try {
            return new Background(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int pid() {
        return pid;
    }

    String line() {
        try {
            return String.valueOf(output.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void type(String text) {
        try {
            shell.outputWriter().write(text);
            shell.outputWriter().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void endInput() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exit code as a shell tells it, 128 and the number for a signal, once the program has ended by itself. */
    int exitCode() {
        String line = line();
        while (!line.startsWith("exit ")) {
            if (line.equals("null")) {
                throw new AssertionError("the shell does not tell how process " + pid + " ended");
            }
            line = line();
        }
        ended = true;
        return Integer.parseInt(line.substring(5));
    }

    @Override
    public void close() {
        if (!ended) { // by then the id may be another process's
            Signals.sendToProcess(pid, Signals.SIGKILL);
        }
        try {
            if (!shell.waitFor(Programs.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("process " + pid + " does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

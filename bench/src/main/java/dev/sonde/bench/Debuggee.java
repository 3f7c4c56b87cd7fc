package dev.sonde.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A program that runs by itself and is attached to; the child of a shell, for Java waits for its own children. */
final class Debuggee implements AutoCloseable {
    private final Process shell;
    private final BufferedReader output;
    private final int pid;

    private Debuggee(Process shell) throws IOException {
        this.shell = shell;
        output = shell.inputReader();
        pid = Integer.parseInt(output.readLine());
        require("ready");
    }

    /** Starts a program and waits until it says that it is ready. */
    static Debuggee start(List<String> program) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "exec 3<&0; sh -c 'echo $$; exec \"$0\" \"$@\"' \"$0\" \"$@\" <&3 3<&- & wait $!"));
        command.addAll(program);
        return new Debuggee(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    int pid() {
        return pid;
    }

    /** Ends its input, and sees that it still does what it should. */
    void finish(String lastLine) throws IOException {
        shell.getOutputStream().close();
        require(lastLine);
    }

    private void require(String line) throws IOException {
        String said = output.readLine();
        if (!line.equals(said)) {
            throw new IOException("the program says " + said + " instead of " + line);
        }
    }

    @Override
    public void close() throws IOException {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        shell.getOutputStream().close();
        shell.onExit().join();
    }
}

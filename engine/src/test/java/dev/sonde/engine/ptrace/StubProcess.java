package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.ProgramStreams;
import dev.sonde.engine.remote.RemoteSession;
import dev.sonde.engine.remote.RemoteSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stub with the command line of gdbserver for each program, which ends with it. */
final class StubProcess {
    private static final String LISTENING = "Listening on port ";

    private StubProcess() {}

    static Inferior launch(List<String> stub, LaunchOptions options) {
        List<String> command = new ArrayList<>(stub);
        command.addAll(List.of("--once", "--no-startup-with-shell", "localhost:0", options.program()));
        command.addAll(options.arguments());
        try {
            Process server = new ProcessBuilder(command).start();
            ProgramStreams streams =
                    new ProgramStreams(server.getOutputStream(), server.getInputStream(), server.getErrorStream());
            RemoteSettings settings = new RemoteSettings();
            settings.timeout(Duration.ofSeconds(20)); // the machine may be busy with other tests
            return RemoteSession.connect(
                            "localhost:" + port(server.errorReader()), false, Optional.empty(), settings, streams)
                    .process()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(BufferedReader errors) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            if (line.startsWith(LISTENING)) {
                return Integer.parseInt(line.substring(LISTENING.length()));
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("The stub does not listen: " + said);
    }
}

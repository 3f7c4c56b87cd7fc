package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.target.LocalProcesses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts programs as the command line and the debugger have asked for. */
final class Programs {
    private static final String DEFAULT_SHELL = "/bin/sh";

    private final ServerOptions options;
    private final boolean stdio;
    private final Map<String, String> environment = new TreeMap<>(System.getenv());
    private Optional<Path> directory = Optional.empty();
    private boolean randomize;
    private boolean throughShell;
    private List<String> command;

    /** @param stdio whether the standard input and output belong to the debugger */
    Programs(ServerOptions options, boolean stdio) {
        this.options = options;
        this.stdio = stdio;
        randomize = options.randomize();
        throughShell = options.throughShell();
        command = options.program();
    }

    void randomize(boolean newRandomize) {
        randomize = newRandomize;
    }

    void throughShell(boolean shell) {
        throughShell = shell;
    }

    void directory(Optional<Path> newDirectory) {
        directory = newDirectory;
    }

    void resetEnvironment() {
        environment.clear();
        environment.putAll(System.getenv());
    }

    void setVariable(String name, String value) {
        environment.put(name, value);
    }

    void unsetVariable(String name) {
        environment.remove(name);
    }

    /** Whether a program is known that could be started again. */
    boolean isKnown() {
        return !command.isEmpty();
    }

    /** The program that is started next. */
    String name() {
        return command.getFirst();
    }

    /**
     * The program that is started from now on.
     *
     * @param program empty for the last one
     */
    void choose(String program, List<String> arguments) {
        if (program.isEmpty() && !isKnown()) {
            throw new DebugException("No program was named, and none has been run before");
        }
        List<String> words = new ArrayList<>(arguments);
        words.addFirst(program.isEmpty() ? name() : program);
        command = words;
    }

    /** Starts it, stopped before its first instruction. */
    Inferior start() {
        List<String> words = new ArrayList<>(command);
        words.set(0, resolved(words.getFirst()));
        int execs = 1;
        if (!options.wrapper().isEmpty()) {
            words.addAll(0, options.wrapper());
            execs++;
        }
        if (throughShell && !isPlain(words.getFirst())) {
            words = List.of(shell(), "-c", "exec " + shellText(words));
            execs++;
        }
        Inferior inferior = LocalProcesses.launch(options(words));
        try {
            for (int i = 1; i < execs; i++) {
                runToExec(inferior);
            }
            return inferior;
        } catch (RuntimeException e) {
            inferior.close();
            throw e;
        }
    }

    /** A program found in the directory is meant before one in PATH. */
    private static String resolved(String program) {
        return program.indexOf('/') < 0 && Files.isRegularFile(Path.of(program))
                ? Path.of(program).toAbsolutePath().toString()
                : program;
    }

    /** Whether a shell would do nothing but exec the program, which can as well be done without it. */
    private boolean isPlain(String program) {
        return options.wrapper().isEmpty() && isOrdinary(shell()) && isFound(program);
    }

    private static boolean isFound(String program) {
        if (program.indexOf('/') >= 0) {
            return Files.isExecutable(Path.of(program));
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static boolean isOrdinary(String shell) {
        return List.of("sh", "bash", "dash")
                .contains(Path.of(shell).getFileName().toString());
    }

    private String shell() {
        @Nullable String shell = environment.get("SHELL");
        return shell == null || shell.isEmpty() ? DEFAULT_SHELL : shell;
    }

    /** The wrapper's words stay as they are, for the shell to expand; the program's are quoted. */
    private String shellText(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            text.append(i == 0 ? "" : " ")
                    .append(i < options.wrapper().size() ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return text.toString();
    }

    private LaunchOptions options(List<String> words) {
        List<String> variables = new ArrayList<>();
        environment.forEach((name, value) -> variables.add(name + "=" + value));
        LaunchOptions launch = LaunchOptions.of(words.getFirst())
                .withArguments(words.subList(1, words.size()))
                .withEnvironment(variables)
                .withRandomizedAddresses(randomize);
        if (stdio) {
            launch = launch.withStdio(new Stdio.Each(
                    new Stdio.Place.File(Path.of("/dev/null"), false),
                    new Stdio.Place.StandardError(),
                    new Stdio.Place.Inherited()));
        }
        return directory.isPresent() ? launch.withDirectory(directory.get()) : launch;
    }

    private static void runToExec(Inferior inferior) {
        try {
            while (true) {
                inferior.resume(Resumption.continueAll());
                switch (inferior.waitForStop()) {
                    case StopEvent.Stopped(List<StopEvent.ThreadStop> stops) -> {
                        if (stops.stream()
                                .flatMap(stop -> stop.causes().stream())
                                .anyMatch(StopCause.Executed.class::isInstance)) {
                            return;
                        }
                    }
                    case StopEvent.Exited(int code) ->
                        throw new DebugException("During startup program exited with code " + code + ".");
                    case StopEvent.Killed(int signal, boolean _) ->
                        throw new DebugException("During startup program terminated with signal " + signal + ".");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DebugException("The start of the program was interrupted", e);
        }
    }
}

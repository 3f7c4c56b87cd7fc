package dev.sonde.engine.inferior;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to start a program.
 *
 * @param program its path, or a name without a slash that is looked up in the {@code PATH} of this process, as a shell
 *     does
 * @param arguments its arguments, without its name
 * @param environment each {@code NAME=value}; by default this process's own
 * @param directory its working directory; empty for this process's own
 * @param stdio where its standard input, output and error go
 * @param randomizeAddresses whether its addresses are randomised as without a debugger
 */
public record LaunchOptions(
        String program,
        List<String> arguments,
        List<String> environment,
        Optional<Path> directory,
        Stdio stdio,
        boolean randomizeAddresses) {
    public LaunchOptions {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
    }

    /** A program with arguments, everything else as for a command typed into a shell, but addresses not randomised. */
    public static LaunchOptions of(String program, String... arguments) {
        List<String> environment = new ArrayList<>();
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            environment.add(variable.getKey() + "=" + variable.getValue());
        }
        return new LaunchOptions(program, List.of(arguments), environment, Optional.empty(), Stdio.inherit(), false);
    }

    /** With other arguments. */
    public LaunchOptions withArguments(List<String> newArguments) {
        return new LaunchOptions(program, newArguments, environment, directory, stdio, randomizeAddresses);
    }

    /** With another environment, each {@code NAME=value}. */
    public LaunchOptions withEnvironment(List<String> newEnvironment) {
        return new LaunchOptions(program, arguments, newEnvironment, directory, stdio, randomizeAddresses);
    }

    /** With another working directory. */
    public LaunchOptions withDirectory(Path newDirectory) {
        return new LaunchOptions(program, arguments, environment, Optional.of(newDirectory), stdio, randomizeAddresses);
    }

    /** With its standard descriptors elsewhere. */
    public LaunchOptions withStdio(Stdio newStdio) {
        return new LaunchOptions(program, arguments, environment, directory, newStdio, randomizeAddresses);
    }

    /** With or without randomised addresses. */
    public LaunchOptions withRandomizedAddresses(boolean randomize) {
        return new LaunchOptions(program, arguments, environment, directory, stdio, randomize);
    }
}

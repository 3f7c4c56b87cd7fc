package dev.sonde.cli.command.run;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.WorkingDirectory;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.execution.ProgramArguments;
import dev.sonde.cli.execution.ProgramEnvironment;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Stdio;
import java.nio.file.Path;
import java.util.Optional;

/** Starts the program as the settings say, for the commands that do so. */
final class ProgramStart {
    private ProgramStart() {}

    /**
     * Makes sure that the program can be started: there is one, and the user agrees that a running one ends.
     *
     * @param arguments what the user typed; remembered for the next time unless empty
     */
    static void prepare(Session session, String arguments) {
        if (session.target().canRun()) {
            if (!session.console()
                    .confirm("The program being debugged has been started already.\n"
                            + "Start it from the beginning? ")) {
                throw new CommandException("Program not restarted.");
            }
            Execution.of(session).close();
        }
        if (session.target().executable().isEmpty()) {
            throw new CommandException("No executable file specified.\nUse the \"file\" or \"exec-file\" command.");
        }
        if (!arguments.isEmpty()) {
            session.settings().setting(Settings.ARGS).set(arguments);
        }
    }

    /** Starts the program, stopped before its first instruction. */
    static void start(Session session) {
        LaunchOptions options = options(session);
        if (session.console().isInteractive()) {
            session.console()
                    .println("Starting program: " + options.program() + " "
                            + session.settings().text(Settings.ARGS));
        }
        Execution.of(session).start(options);
    }

    private static LaunchOptions options(Session session) {
        Settings settings = session.settings();
        Path program = session.target().executable().orElseThrow();
        Path working = WorkingDirectory.of(session).path();
        ProgramArguments arguments = ProgramArguments.parse(settings.text(Settings.ARGS), working);
        String terminal = settings.text(Settings.INFERIOR_TTY);
        Stdio stdio = terminal.isEmpty() ? arguments.stdio() : new Stdio.Terminal(Path.of(terminal));
        return new LaunchOptions(
                program.toString(),
                arguments.words(),
                ProgramEnvironment.of(session).all(),
                Optional.of(working.resolve(settings.text(Settings.CWD))),
                stdio,
                !settings.is(Settings.DISABLE_RANDOMIZATION));
    }
}

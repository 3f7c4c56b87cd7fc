package dev.sonde.cli;

import dev.sonde.cli.Options.Action;
import dev.sonde.cli.command.QuitRequest;
import dev.sonde.cli.command.Script;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.script.Source;
import dev.sonde.cli.command.session.ProgramFile;
import dev.sonde.cli.execution.ThreadVariables;
import dev.sonde.cli.setting.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Does in gdb's order what the options ask for, and then leaves the session to the user. */
final class Startup {
    private static final String INIT_FILE = ".sondeinit";
    private static final int FAILED = 1;

    /** The user's turn. */
    @FunctionalInterface
    interface Conversation {
        /** Takes commands until the user leaves; the exit status. */
        int run(Session session, CommandLoop loop);
    }

    private final Options options;
    private final Session session;
    private final CommandLoop loop;
    private final Conversation conversation;

    Startup(Options options, Session session, CommandLoop loop, Conversation conversation) {
        this.options = options;
        this.session = session;
        this.loop = loop;
        this.conversation = conversation;
    }

    /** Runs the whole session; the exit status. */
    int run() {
        ThreadVariables.define(session);
        try {
            if (!options.quiet()) {
                session.console().print(Texts.GREETING);
            }
            options.directory().ifPresent(directory -> loop.run("cd " + directory));
            options.terminal().ifPresent(session.settings().setting(Settings.INFERIOR_TTY)::set);
            actions(true);
            initFile();
            boolean good = program();
            good &= actions(false);
            return options.batch() ? (good ? 0 : FAILED) : conversation.run(session, loop);
        } catch (QuitRequest quit) {
            return quit.status();
        }
    }

    private void initFile() {
        Path file = Path.of(System.getProperty("user.home"), INIT_FILE);
        if (!options.noInit() && Files.exists(file)) {
            loop.attempt(() -> new Script(file, "~/" + INIT_FILE).run(session));
        }
    }

    private boolean program() {
        Optional<String> program = options.program();
        boolean good = program.isEmpty() || loop.attempt(() -> ProgramFile.load(session, program.get()));
        options.arguments()
                .ifPresent(
                        arguments -> session.settings().setting(Settings.ARGS).set(ProgramFile.quoted(arguments)));
        if (options.core().isPresent()) {
            return loop.run("core-file " + options.core().get());
        }
        if (options.pid().isPresent()) {
            return loop.run("attach " + options.pid().get());
        }
        return options.coreOrPid().map(this::coreOrPid).orElse(good);
    }

    /** What begins with a digit may be a process, or a core file all the same. */
    private boolean coreOrPid(String word) {
        return (Character.isDigit(word.charAt(0)) && loop.run("attach " + word)) || loop.run("core-file " + word);
    }

    /** Whether the last action went well. */
    private boolean actions(boolean early) {
        boolean good = true;
        List<Action> actions = options.actions();
        for (Action action : actions) {
            if (action.isEarly() == early) {
                good = switch (action) {
                    case Action.Line(String command, boolean _) -> loop.run(command);
                    case Action.Script(String file, boolean _) -> loop.attempt(() -> Source.source(session, file));
                };
            }
        }
        return good;
    }
}

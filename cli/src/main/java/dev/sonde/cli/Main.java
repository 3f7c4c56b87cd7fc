package dev.sonde.cli;

import dev.sonde.cli.Startup.Conversation;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.CommandTable;
import dev.sonde.cli.command.QuitRequest;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.Console;
import dev.sonde.cli.setting.Settings;
import dev.sonde.cli.symbols.LibrarySettings;
import dev.sonde.cli.symbols.SymbolSettings;
import dev.sonde.cli.triage.Triage;
import dev.sonde.engine.target.Target;
import dev.sonde.server.gdbserver.GdbServer;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The debugger as a program. */
public final class Main {
    private static final int USAGE_ERROR = 1;
    private static final int COMMAND_ERROR = 1;
    private static final int BUFFER = 8192;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    /**
     * A debugger on these streams.
     *
     * @param terminal whether a user sits at them
     */
    Main(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** Runs the debugger on the standard streams, and ends the JVM with its exit status. */
    public static void main(String[] words) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        int status = new Main(System.in, out, err, StandardStreams.areTerminals()).run(words);
        out.flush();
        err.flush();
        System.exit(status);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER), false, StandardCharsets.UTF_8);
    }

    /**
     * Does what {@code words} ask for; the exit status. The first may name another job than debugging: a program of such a
     * name is debugged as {@code ./server}.
     */
    int run(String... words) {
        List<String> others = List.of(words).subList(Math.min(1, words.length), words.length);
        return switch (words.length == 0 ? "" : words[0]) {
            case "demo" ->
                others.isEmpty() ? inSession((session, loop) -> new Demo(session.console(), loop).run()) : debug(words);
            case "symbolize" -> new Symbolize(in, out, err).run(others);
            case "server" -> GdbServer.run(others, in, out, err);
            case "triage" ->
                coreTool(Texts.TRIAGE_HELP, others, new Triage(out, err, StandardStreams.isErrorTerminal())::run);
            case "gcore" -> coreTool(Texts.GCORE_HELP, others, new CoreGenerator(out, err)::run);
            default -> debug(words);
        };
    }

    /** Debugs as {@code words} say, until the user leaves; the exit status. */
    private int debug(String... words) {
        Options options;
        try {
            options = OptionParser.parse(words);
        } catch (UsageException e) {
            err.println("sonde: " + e.getMessage());
            err.println("Use \"sonde --help\" for a list of options.");
            err.flush();
            return USAGE_ERROR;
        }
        return switch (options.request()) {
            case HELP -> show(Texts.HELP);
            case VERSION -> show(Texts.VERSION);
            case DEBUG -> inSession((session, loop) -> new Startup(options, session, loop, this::converse).run());
        };
    }

    /** A job about core files. */
    @FunctionalInterface
    private interface CoreTool {
        int run(List<String> words) throws InterruptedException;
    }

    private int coreTool(String help, List<String> words, CoreTool tool) {
        if (words.contains("--help") || words.contains("-h")) {
            return show(help);
        }
        try {
            return tool.run(words);
        } catch (InterruptedException e) {
            return COMMAND_ERROR;
        }
    }

    private int show(String text) {
        out.print(text);
        out.flush();
        return 0;
    }

    private int inSession(Conversation conversation) {
        Console console = Console.plain(out, err);
        Settings settings = new Settings();
        settings.setting(Settings.CONFIRM).onChange(() -> console.confirming(settings.is(Settings.CONFIRM)));
        CommandTable commands = new CommandTable();
        Commands.addTo(commands, settings);
        try (Target target = new Target()) {
            Session session = new Session(target, console, settings, commands);
            SymbolSettings.of(session).follow();
            LibrarySettings.follow(session);
            try (Session.Reading _ = session.reading(new StandardInput(in))) {
                return conversation.run(session, new CommandLoop(session));
            } finally {
                target.onNotice(notice -> {}); // what ends with the session is no news
            }
        } finally {
            console.flush();
        }
    }

    /** The user's turn; the exit status. */
    private int converse(Session session, CommandLoop loop) {
        return terminal ? Repl.run(session, loop) : script(session, loop);
    }

    /** Takes commands from an input that is no terminal. */
    private int script(Session session, CommandLoop loop) {
        try {
            Optional<String> line = session.lines().next("");
            while (line.isPresent()) {
                loop.typed(line.get());
                line = session.lines().next("");
            }
            return 0;
        } catch (CommandException e) {
            session.console().error(String.valueOf(e.getMessage()));
            return COMMAND_ERROR;
        } catch (QuitRequest quit) {
            return quit.status();
        }
    }
}

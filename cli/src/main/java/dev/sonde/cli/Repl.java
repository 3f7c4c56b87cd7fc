package dev.sonde.cli;

import dev.sonde.cli.command.QuitRequest;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.Dialogue;
import dev.sonde.cli.setting.Setting;
import dev.sonde.cli.setting.Settings;
import dev.sonde.cli.symbols.SymbolSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** The conversation with a user at a terminal: line editing, history, completion. */
final class Repl implements Dialogue {
    private static final int NO_TERMINAL = 1;
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private final Session session;
    private final CommandLoop loop;
    private final Terminal terminal;
    private final LineReader reader;
    private @Nullable LineReader answers;
    private final Thread conversation = Thread.currentThread();

    private Repl(Session session, CommandLoop loop, Terminal terminal) {
        this.session = session;
        this.loop = loop;
        this.terminal = terminal;
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("sonde")
                .parser(new WholeLineParser())
                .completer(this::complete)
                .history(new DefaultHistory())
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, false)
                .option(LineReader.Option.BRACKETED_PASTE, false)
                .option(LineReader.Option.KITTY_KEYBOARD, false)
                .build();
    }

    /** Talks until the user leaves; the exit status. */
    static int run(Session session, CommandLoop loop) {
        try (Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .provider("ffm")
                .dumb(true)
                // Asking the terminal what it can do costs time, and swallows what is typed meanwhile.
                .graphemeCluster(false)
                .build()) {
            if (terminal.getSize().getColumns() == 0) {
                terminal.setSize(Size.of(COLUMNS, ROWS)); // nobody has told the system: then it has the usual size
            }
            return new Repl(session, loop, terminal).converse();
        } catch (IOException e) {
            session.console().error("Cannot use the terminal: " + e.getMessage());
            return NO_TERMINAL;
        }
    }

    @Override
    public Optional<String> ask(String prompt) {
        session.console().flush();
        try {
            return Optional.of(answers().readLine(prompt));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }

    /** Answers are no commands: they have no history and no completion. */
    private LineReader answers() {
        LineReader made = answers;
        if (made == null) {
            made = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(new WholeLineParser())
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .variable(LineReader.DISABLE_HISTORY, true)
                    .build();
            answers = made;
        }
        return made;
    }

    @Override
    public boolean announce(String text) {
        if (!reader.isReading()) {
            return false;
        }
        reader.printAbove(text);
        return true;
    }

    @Override
    public boolean progress(String text) {
        if (Terminal.TYPE_DUMB.equals(terminal.getType()) || reader.isReading()) {
            return false;
        }
        int columns = Math.max(1, columns() - 1);
        terminal.writer().print("\r" + text.substring(0, Math.min(columns, text.length())) + "\033[K");
        terminal.writer().flush();
        return true;
    }

    @Override
    public int columns() {
        return terminal.getSize().getColumns();
    }

    @Override
    public int rows() {
        return terminal.getSize().getRows();
    }

    private int converse() {
        useHistory();
        followSettings();
        terminal.handle(Terminal.Signal.INT, _ -> conversation.interrupt());
        session.console().dialogue(this);
        try (Session.Reading _ = session.reading(this::furtherLine)) {
            while (true) {
                turn();
            }
        } catch (QuitRequest quit) {
            return quit.status();
        } finally {
            session.console().dialogue(null);
        }
    }

    /** A line of a command that takes several; Ctrl-C gives the command up. */
    private Optional<String> furtherLine(String prompt) {
        session.console().flush();
        try {
            return Optional.of(reader.readLine(prompt));
        } catch (EndOfFileException e) {
            return Optional.empty();
        } catch (UserInterruptException e) {
            throw new CancellationException("the user typed Ctrl-C instead of a line");
        }
    }

    private void turn() {
        session.console().flush();
        loop.attempt(SymbolSettings.of(session)::prepare);
        try {
            loop.typed(reader.readLine(session.settings().text(Settings.PROMPT)));
        } catch (UserInterruptException e) {
            session.target().symbolFiles().cancelFetching();
            session.console().println("Quit");
        } catch (EndOfFileException e) {
            loop.typed("quit");
        }
    }

    private void followSettings() {
        Settings settings = session.settings();
        Setting height = settings.setting(Settings.HEIGHT);
        if (settings.limit(Settings.HEIGHT) == 0) {
            height.set(Integer.toString(rows()));
        }
        Runnable page =
                () -> session.console().height(settings.is(Settings.PAGINATION) ? settings.limit(Settings.HEIGHT) : 0);
        height.onChange(page);
        settings.setting(Settings.PAGINATION).onChange(page);
        boolean canColour = !Terminal.TYPE_DUMB.equals(terminal.getType());
        settings.setting(Settings.STYLE_ENABLED)
                .onChange(() -> session.console().colours(canColour && settings.is(Settings.STYLE_ENABLED)));
    }

    private void useHistory() {
        Settings settings = session.settings();
        settings.setting(Settings.HISTORY_SIZE)
                .onChange(() -> reader.setVariable(LineReader.HISTORY_SIZE, size(settings)));
        settings.setting(Settings.HISTORY_SAVE).onChange(() -> {
            if (settings.is(Settings.HISTORY_SAVE)) {
                reader.setVariable(LineReader.HISTORY_FILE, Path.of(settings.text(Settings.HISTORY_FILENAME)));
            } else {
                reader.setVariable(LineReader.HISTORY_FILE, null);
            }
        });
    }

    private static int size(Settings settings) {
        int limit = settings.limit(Settings.HISTORY_SIZE);
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }

    private void complete(LineReader ignored, ParsedLine line, List<Candidate> candidates) {
        String before = line.line().substring(0, line.cursor());
        for (String candidate : session.commands().complete(session, before)) {
            if (candidate.startsWith(line.word())) {
                candidates.add(candidate(candidate));
            }
        }
    }

    /** A directory is not yet the whole of a path. */
    private static Candidate candidate(String text) {
        return new Candidate(text, text, null, null, null, null, !text.endsWith("/"));
    }
}

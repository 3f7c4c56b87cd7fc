package dev.sonde.cli.command;

import dev.sonde.cli.console.Console;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.target.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What commands work on: the target, the console, the settings, and what commands share among themselves. */
public final class Session {
    private final Target target;
    private final Console console;
    private final Settings settings;
    private final CommandTable commands;
    private final Map<Class<?>, Object> shared = new HashMap<>();
    private boolean repeatable = true;
    private LineSource lines = _ -> Optional.empty();

    /** A session on {@code target}, with the commands of {@code commands}. */
    public Session(Target target, Console console, Settings settings, CommandTable commands) {
        this.target = target;
        this.console = console;
        this.settings = settings;
        this.commands = commands;
    }

    /** The process, its modules and breakpoints. */
    public Target target() {
        return target;
    }

    /** Where answers go. */
    public Console console() {
        return console;
    }

    /** The settings. */
    public Settings settings() {
        return settings;
    }

    /** All commands. */
    public CommandTable commands() {
        return commands;
    }

    /**
     * The one object of {@code type} that this session has, such as the value history.
     *
     * @param maker makes it when it is first asked for
     */
    public <T> T shared(Class<T> type, Function<Session, T> maker) {
        Object known = shared.get(type);
        if (known == null) {
            known = maker.apply(this);
            shared.put(type, known);
        }
        return type.cast(known);
    }

    /** Lets an empty line not repeat what is being carried out. */
    public void dontRepeat() {
        repeatable = false;
    }

    /** Whether nothing has said {@link #dontRepeat} since this was asked last. */
    public boolean takeRepeatable() {
        boolean answer = repeatable;
        repeatable = true;
        return answer;
    }

    /** Where the lines come from that belong to a command. */
    public LineSource lines() {
        return lines;
    }

    /** Lets the lines come from {@code source} until what is returned is closed. */
    public Reading reading(LineSource source) {
        Reading reading = new Reading(this, lines);
        lines = source;
        return reading;
    }

    /** The time in which lines come from somewhere. */
    public static final class Reading implements AutoCloseable {
        private final Session session;
        private final LineSource before;

        private Reading(Session session, LineSource before) {
            this.session = session;
            this.before = before;
        }

        /** Lets the lines come from where they came from before. */
        @Override
        public void close() {
            session.lines = before;
        }
    }

    /**
     * Carries out one line. A blank line and a comment, which starts with {@code #}, do nothing.
     *
     * @throws CommandException if the line makes no sense
     * @throws dev.sonde.engine.error.DebugException if it cannot be carried out
     * @throws InterruptedException if the user interrupted it
     */
    public void execute(String line) throws InterruptedException {
        String text = UserArguments.of(this).substitute(line.strip());
        if (text.isEmpty() || text.charAt(0) == '#') {
            return;
        }
        CommandTable.Match match = commands.find(text);
        Hooks.of(this).before(match.name());
        if (match.command().mayRunInBackground() && Background.isAsked(match.arguments())) {
            Background.run(this, match.command(), match.arguments());
        } else {
            match.command().run(this, match.arguments());
        }
        Hooks.of(this).after(match.name());
    }
}

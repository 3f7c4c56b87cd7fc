package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.unwind.Backtrace;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.unwind.UnwindOptions;

/** The frames of the selected thread, as far as the settings say. */
public final class Frames {
    private Frames() {}

    /**
     * The frames of the selected thread.
     *
     * @throws CommandException if there is no process
     */
    public static Backtrace of(Session session) {
        if (!session.target().hasProcess()) {
            throw new CommandException("No stack.");
        }
        Settings settings = session.settings();
        int limit = settings.limit(Settings.BACKTRACE_LIMIT);
        UnwindOptions wanted = new UnwindOptions(
                settings.is(Settings.BACKTRACE_PAST_MAIN),
                settings.is(Settings.BACKTRACE_PAST_ENTRY),
                limit == 0 ? Integer.MAX_VALUE : limit);
        if (!wanted.equals(session.target().unwindOptions())) {
            session.target().unwindOptions(wanted);
        }
        return session.target().backtrace();
    }

    /**
     * The selected frame.
     *
     * @throws CommandException if there is no process
     */
    public static Frame selected(Session session) {
        of(session);
        return session.target().selectedFrame();
    }

    /**
     * A number of frames or a level.
     *
     * @throws CommandException if it is none
     */
    static int number(String text) {
        try {
            return Integer.decode(text);
        } catch (NumberFormatException e) {
            throw new CommandException("Invalid number \"" + text + "\".");
        }
    }
}

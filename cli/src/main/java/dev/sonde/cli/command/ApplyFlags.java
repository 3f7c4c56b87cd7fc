package dev.sonde.cli.command;

import dev.sonde.cli.console.Console;
import dev.sonde.engine.error.DebugException;

/**
 * What is asked for by {@code -q}, {@code -c} and {@code -s} before a command that is carried out several times: no titles,
 * to go on after errors, to go on and be silent about them.
 */
public final class ApplyFlags {
    private boolean quiet;
    private boolean goesOn;
    private boolean silent;

    /** Something that is done for one of several things. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void run() throws InterruptedException;
    }

    /** Takes the flags at the start of {@code words}. */
    public static ApplyFlags take(Words words) {
        ApplyFlags flags = new ApplyFlags();
        flags.takeMore(words);
        return flags;
    }

    /** Takes further ones, which may follow other options. */
    public void takeMore(Words words) {
        while (takeOne(words)) {
            words.next();
        }
        if (goesOn && silent) {
            throw new CommandException("-c and -s are mutually exclusive");
        }
    }

    private boolean takeOne(Words words) {
        switch (words.peek()) {
            case "-q" -> quiet = true;
            case "-c" -> goesOn = true;
            case "-s" -> silent = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * Carries out a command for one of several things.
     *
     * @param title what is printed before it unless it is quiet
     */
    public void apply(Session session, String title, Action action) throws InterruptedException {
        Console console = session.console();
        String outer = console.heading("");
        if (silent) {
            console.heading(joined(outer, quiet ? "" : title));
        } else {
            console.heading(outer);
            if (!quiet) {
                console.println(title);
            }
        }
        try {
            action.run();
        } catch (CommandException | DebugException e) {
            if (goesOn) {
                console.println(String.valueOf(e.getMessage()));
            } else if (!silent) {
                throw e;
            }
        } finally {
            if (!console.heading("").isEmpty()) {
                console.heading(outer); // nothing was printed
            }
        }
    }

    private static String joined(String outer, String own) {
        return outer.isEmpty() || own.isEmpty() ? outer + own : outer + "\n" + own;
    }
}

package dev.sonde.cli;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.CommandTable;
import dev.sonde.cli.command.QuitRequest;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.OutputAbandonedException;
import dev.sonde.cli.symbols.SymbolSettings;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.expression.EvaluationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** Carries out what users and scripts ask for, one thing at a time, and reports what goes wrong. */
final class CommandLoop {
    /** Something to carry out. */
    @FunctionalInterface
    interface Task {
        void run() throws InterruptedException;
    }

    private final Session session;
    private String again = "";

    CommandLoop(Session session) {
        this.session = session;
    }

    /**
     * A line that a user typed; an empty one means the last command once more.
     *
     * @return whether it was carried out
     */
    boolean typed(String line) {
        String text = line.isBlank() ? again : line.strip();
        if (text.isEmpty() || text.charAt(0) == '#') {
            return true;
        }
        again = "";
        boolean done = run(text);
        again = session.takeRepeatable() ? repetition(text) : "";
        return done;
    }

    /** A line of the command line; whether it was carried out. */
    boolean run(String line) {
        return attempt(() -> session.execute(line));
    }

    /** Carries something out; whether it went well. Only {@link QuitRequest} passes through. */
    boolean attempt(Task task) {
        session.console().startPage();
        Thread.interrupted(); // a Ctrl-C that came too late for the last command is not for this one
        try {
            SymbolSettings.of(session).awaitFiles();
            session.target().exclusively(task::run);
            return true;
        } catch (EvaluationException e) {
            complain(String.valueOf(e.getMessage()));
            // Scripts and those who read them know gdb's one line.
            if (session.console().isInteractive()) {
                e.pointer().ifPresent(session.console()::error);
            }
        } catch (CommandException | DebugException | FormatException e) {
            complain(String.valueOf(e.getMessage()));
        } catch (InterruptedException | CancellationException | OutputAbandonedException e) {
            session.console().error("Quit");
        } catch (QuitRequest e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            session.console().error(internalError(e));
        } finally {
            session.console().flush();
        }
        return false;
    }

    /** An empty message is that of something which has explained itself already. */
    private void complain(String message) {
        if (!message.isEmpty()) {
            session.console().error(message);
        }
    }

    /** What an empty line after {@code text} carries out. */
    private String repetition(String text) {
        try {
            CommandTable.Match match = session.commands().find(text);
            return switch (match.command().repetition()) {
                case NONE -> "";
                case SAME -> text;
                case CONTINUE -> match.name();
            };
        } catch (CommandException e) {
            return "";
        }
    }

    private static String internalError(Throwable error) {
        String text = "Internal error: " + error + ". The session goes on.";
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        try {
            Path file = Files.createTempFile("sonde-error-", ".txt");
            Files.writeString(file, trace.toString());
            return text + " Please report it with the trace in " + file + ".";
        } catch (IOException e) {
            return text + " Please report it with this trace:" + System.lineSeparator() + trace;
        }
    }
}

package dev.sonde.cli.command;

import java.util.List;

/** A command that a user types. Made when it is first used; may keep state for its own continuation. */
public abstract class Command {
    private final Topic topic;
    private final String summary;

    /**
     * @param topic where {@code help} lists it
     * @param summary one line, with a full stop
     */
    protected Command(Topic topic, String summary) {
        this.topic = topic;
        this.summary = summary;
    }

    /** Where {@code help} lists it. */
    public final Topic topic() {
        return topic;
    }

    /** What it does, in one line. */
    public final String summary() {
        return summary;
    }

    /** How it is used, in lines that follow the summary; empty when that says it all. */
    public String details() {
        return "";
    }

    /** What an empty line after it means. */
    public Repetition repetition() {
        return Repetition.SAME;
    }

    /**
     * Whether it takes what follows its name when it is a prefix and no command below it has that name, such as {@code
     * thread 2} beside {@code thread apply}.
     */
    public boolean takesUnknownWords() {
        return false;
    }

    /** Whether lines up to an {@code end} belong to it. */
    public boolean takesBody() {
        return false;
    }

    /** Whether it can be left to itself by {@code &} at its end, because it lets the program run. */
    public boolean mayRunInBackground() {
        return false;
    }

    /**
     * Carries it out.
     *
     * @param arguments what follows its name, without surrounding blanks
     * @throws CommandException if the arguments make no sense
     * @throws dev.sonde.engine.error.DebugException if it cannot be done
     * @throws InterruptedException if the user interrupted it
     */
    public abstract void run(Session session, String arguments) throws InterruptedException;

    /**
     * What the last word of unfinished arguments may become; the caller drops what does not begin with it.
     *
     * @param arguments what follows the name up to the cursor, without leading blanks
     */
    public List<String> complete(Session session, String arguments) {
        return List.of();
    }
}

package dev.sonde.cli.console;

import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where answers, errors and questions go. Printing is safe from any thread. */
public final class Console {
    private static final int NO_LIMIT = 0;

    private final PrintStream out;
    private final PrintStream err;
    private static final ThreadLocal<StringBuilder> ANNOUNCED = new ThreadLocal<>();
    private @Nullable Dialogue dialogue;
    private boolean colours;
    private boolean confirming = true;
    private int height = NO_LIMIT;
    private int shown;

    private Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    private String heading = "";

    /** A console without a user: it answers its own questions, and shows no colours. */
    public static Console plain(PrintStream out, PrintStream err) {
        return new Console(out, err);
    }

    /** A user is there to answer questions from now on; or no more, for null. */
    public void dialogue(@Nullable Dialogue newDialogue) {
        dialogue = newDialogue;
    }

    /** Whether a user is there to answer questions. */
    public boolean isInteractive() {
        return dialogue != null;
    }

    /** Whether to colour the output. */
    public void colours(boolean on) {
        colours = on;
    }

    /** Whether to ask at all; otherwise every answer is yes, silently. */
    public void confirming(boolean on) {
        confirming = on;
    }

    /** After how many lines to ask a user whether to go on; 0 for never. */
    public void height(int lines) {
        height = lines;
    }

    /** A new command begins: its output is counted from here. */
    public void startPage() {
        shown = 0;
    }

    /** {@code text} in the colour of what it is, where colours are shown. */
    public String styled(Style style, String text) {
        return colours ? style.apply(text) : text;
    }

    /**
     * Does {@code work}, whose output on this thread is shown as {@link #notice} is: at each {@link #flush}, and at the
     * end.
     */
    public void announcing(Runnable work) {
        ANNOUNCED.set(new StringBuilder());
        try {
            work.run();
        } finally {
            announce();
            ANNOUNCED.remove();
        }
    }

    private void announce() {
        StringBuilder text = ANNOUNCED.get();
        if (text != null && !text.isEmpty()) {
            String lines = text.toString();
            text.setLength(0);
            notice(lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines);
        }
    }

    /** Prints without a line end. */
    public void print(String text) {
        StringBuilder later = ANNOUNCED.get();
        if (later != null) {
            later.append(text);
            return;
        }
        printHeading();
        synchronized (out) {
            out.print(text);
        }
    }

    /**
     * Prints a line, or several.
     *
     * @throws OutputAbandonedException if the page was full and the user wants to see no more
     */
    public void println(String text) {
        StringBuilder later = ANNOUNCED.get();
        if (later != null) {
            later.append(text).append('\n');
            return;
        }
        printHeading();
        pause(text);
        synchronized (out) {
            out.println(text);
        }
    }

    /** Prints a line before whatever is printed next, if anything is; an empty one takes that back. The one before. */
    public String heading(String line) {
        String before = heading;
        heading = line;
        return before;
    }

    private void printHeading() {
        String line = heading;
        if (!line.isEmpty()) {
            heading = "";
            println(line);
        }
    }

    /** Prints a line to where errors go. */
    public void error(String text) {
        StringBuilder later = ANNOUNCED.get();
        if (later != null) {
            later.append(text).append('\n');
            return;
        }
        synchronized (out) {
            out.flush();
            err.println(colours ? Style.ERROR.apply(text) : text);
            err.flush();
        }
    }

    /** Makes what was printed visible: the program is about to run, or the user to type. */
    public void flush() {
        announce();
        synchronized (out) {
            out.flush();
        }
    }

    /** Shows a user how far something is, in place of what was shown so before; nothing for an empty text. */
    public void progress(String text) {
        Dialogue user = dialogue;
        if (user != null) {
            synchronized (out) {
                out.flush();
                user.progress(text);
            }
        }
    }

    /** Prints what happens while the program runs, at once; never asks. */
    public void notice(String text) {
        Dialogue user = dialogue;
        if (user != null && user.announce(text)) {
            return;
        }
        synchronized (out) {
            out.println(text);
            out.flush();
        }
    }

    /**
     * Asks whether to do something dangerous. Without a user the answer is yes, and is shown.
     *
     * @param question such as {@code "Delete all breakpoints? "}
     */
    public boolean query(String question) {
        return !confirming || ask(question, "(y or n) ", "Y", true);
    }

    /** As {@link #query}, but only a user is asked: a script need not be told that it meant what it says. */
    public boolean confirm(String question) {
        return !isInteractive() || query(question);
    }

    /**
     * Asks a question to which no is the usual answer, and the one without a user.
     *
     * @param question such as {@code "Make breakpoint pending on future shared library load? "}
     */
    public boolean queryReluctantly(String question) {
        return confirming && ask(question, "(y or [n]) ", "N", false);
    }

    private boolean ask(String question, String choice, String usual, boolean usualAnswer) {
        Dialogue user = dialogue;
        if (user == null) {
            println(question + choice + "[answered " + usual + "; input not from terminal]");
            return usualAnswer;
        }
        while (true) {
            Optional<String> answer = user.ask(question + choice);
            if (answer.isEmpty()) {
                println("EOF [assumed " + usual + "]");
                return usualAnswer;
            }
            String word = answer.get().strip();
            if (word.isEmpty() && !usualAnswer) {
                return false;
            }
            if (word.startsWith("y") || word.startsWith("Y")) {
                return true;
            }
            if (word.startsWith("n") || word.startsWith("N")) {
                return false;
            }
            println("Please answer y or n.");
        }
    }

    /** How many columns there are; 80 if unknown. */
    public int columns() {
        Dialogue user = dialogue;
        int columns = user == null ? 0 : user.columns();
        return columns > 0 ? columns : 80;
    }

    /** Asks whether to go on when the page is full. */
    private void pause(String text) {
        Dialogue user = dialogue;
        if (user == null || height == NO_LIMIT) {
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            shown += text.charAt(i) == '\n' ? 1 : 0;
        }
        shown++;
        if (shown < height) {
            return;
        }
        shown = 0;
        String answer = user.ask("--Type <RET> for more, q to quit, c to continue without paging--")
                .orElse("q")
                .strip();
        if (answer.startsWith("q")) {
            throw new OutputAbandonedException();
        }
        if (answer.startsWith("c")) {
            shown = Integer.MIN_VALUE;
        }
    }
}

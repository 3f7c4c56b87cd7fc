package dev.sonde.cli.command;

/** The groups under which {@code help} lists commands. */
public enum Topic {
    /** Starting, stopping and continuing the program. */
    RUNNING("running", "Running the program."),
    /** Stopping at certain places. */
    BREAKPOINTS("breakpoints", "Making the program stop at certain points."),
    /** Looking at memory, registers and values. */
    DATA("data", "Examining data."),
    /** Looking at frames. */
    STACK("stack", "Examining the stack."),
    /** Choosing threads. */
    THREADS("threads", "Looking at threads."),
    /** Choosing files. */
    FILES("files", "Specifying and examining files."),
    /** Asking about the program and the debugger. */
    STATUS("status", "Status inquiries."),
    /** The debugger's own services. */
    SUPPORT("support", "Support facilities."),
    /** Other names that users have given. */
    ALIASES("aliases", "Your own names for other commands."),
    /** What users have defined. */
    USER_DEFINED("user-defined", "Your own commands."),
    /** Other words for the same. */
    ALTERNATIVES("alternatives", "The same in the words of sdb.");

    private final String word;
    private final String summary;

    Topic(String word, String summary) {
        this.word = word;
        this.summary = summary;
    }

    /** The word by which {@code help} knows it. */
    public String word() {
        return word;
    }

    /** One line about it. */
    public String summary() {
        return summary;
    }
}

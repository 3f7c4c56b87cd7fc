package dev.sonde.engine.inferior;

import java.nio.file.Path;

/** Where a launched program's standard input, output and error go. */
public sealed interface Stdio {
    /** Those of this process, with its controlling terminal lent to the program while it runs. */
    record Inherit() implements Stdio {}

    /**
     * Each to a place of its own.
     *
     * @param input where it reads from
     * @param output where it writes to
     * @param error where it writes errors to
     */
    record Each(Place input, Place output, Place error) implements Stdio {}

    /** All to a new pseudo-terminal, which becomes its controlling terminal; see {@link ProgramStreams}. */
    record PseudoTerminal() implements Stdio {}

    /** All to an existing terminal, such as {@code /dev/pts/4}, which becomes its controlling terminal. */
    record Terminal(Path path) implements Stdio {}

    /** One end of a standard descriptor. */
    sealed interface Place {
        /** The descriptor of this process with the same number. */
        record Inherited() implements Place {}

        /** Where standard output goes; only for standard error. */
        record SameAsOutput() implements Place {}

        /** This process's standard error; only for standard output. */
        record StandardError() implements Place {}

        /** A pipe whose other end is in {@link ProgramStreams}. */
        record Pipe() implements Place {}

        /**
         * A file, which is created when it is written to.
         *
         * @param append whether output goes to its end instead of replacing it
         */
        record File(Path path, boolean append) implements Place {}
    }

    /** Whether the program shares any of this process's standard descriptors, and so perhaps its terminal. */
    default boolean inheritsAny() {
        return this instanceof Inherit
                || (this instanceof Each(Place input, Place output, Place error)
                        && (input instanceof Place.Inherited
                                || output instanceof Place.Inherited
                                || error instanceof Place.Inherited));
    }

    /** Those of this process. */
    static Stdio inherit() {
        return new Inherit();
    }

    /** Pipes for all three. */
    static Stdio pipes() {
        return new Each(new Place.Pipe(), new Place.Pipe(), new Place.Pipe());
    }
}

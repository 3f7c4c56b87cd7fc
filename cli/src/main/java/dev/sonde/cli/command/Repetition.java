package dev.sonde.cli.command;

/** What an empty line after a command means. */
public enum Repetition {
    /** Nothing: doing it again by accident would hurt or be useless. */
    NONE,
    /** The command again, with the same arguments. */
    SAME,
    /** The command again without arguments, which goes on where it left off. */
    CONTINUE
}

package dev.sonde.cli.command;

import java.util.Optional;

/** Where the lines come from that belong to a command, such as those between {@code if} and {@code end}. */
@FunctionalInterface
public interface LineSource {
    /**
     * The next line.
     *
     * @param prompt what a user who types it is shown
     * @return the line; empty when there is no more
     */
    Optional<String> next(String prompt);
}

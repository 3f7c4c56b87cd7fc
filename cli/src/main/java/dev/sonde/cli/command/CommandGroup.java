package dev.sonde.cli.command;

import java.util.List;

/**
 * The commands of one package. It names them all and makes each when it is first used, so that starting the debugger does
 * not load their classes.
 */
public interface CommandGroup {
    /**
     * The names of each command, separated by commas, the first being the one that {@link #command} is asked for: {@code
     * "run,r"}, {@code "info breakpoints,info b"}.
     */
    List<String> names();

    /**
     * Makes a command.
     *
     * @param name the first of its names
     * @throws IllegalArgumentException if {@link #names} does not have it
     */
    Command command(String name);
}

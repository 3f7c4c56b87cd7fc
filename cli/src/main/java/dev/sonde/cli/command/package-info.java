/**
 * What every command is made of: {@link dev.sonde.cli.command.Command} itself, the tree in which it is found by its name or
 * a unique prefix, and the {@link dev.sonde.cli.command.Session} on which it works.
 *
 * <p>Knows no single command; those are in the packages below, one class each, brought in by a {@link
 * dev.sonde.cli.command.CommandGroup} of each package.
 *
 * {@snippet :
 * final class Pwd extends Command {
 *     Pwd() {
 *         super(Topic.FILES, "Show the working directory.");
 *     }
 *
 *     @Override
 *     public void run(Session session, String arguments) {
 *         session.console().println("Working directory " + session.settings().text("cwd") + ".");
 *     }
 * }
 * }
 */
@NullMarked
package dev.sonde.cli.command;

import org.jspecify.annotations.NullMarked;

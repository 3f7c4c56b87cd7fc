/**
 * The commands that look at frames: {@code backtrace}, {@code frame}, {@code up}, {@code down}, {@code info frame}, and
 * {@code finish}, which lets one return.
 *
 * {@snippet :
 * Frame frame = Frames.selected(session);
 * session.console().println(FrameText.of(session, frame)); // #1  0x0000555555555171 in main ()
 * }
 */
@NullMarked
package dev.sonde.cli.command.frame;

import org.jspecify.annotations.NullMarked;

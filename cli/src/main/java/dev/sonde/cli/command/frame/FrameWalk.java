package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.engine.unwind.Backtrace;
import dev.sonde.engine.unwind.Frame;
import java.util.Optional;

/** Going from the selected frame to its callers and back. */
final class FrameWalk {
    private FrameWalk() {}

    /**
     * Selects and prints another frame. As in gdb, a count goes as far as it can, but a single step must be possible.
     *
     * @param count how many levels, empty for one
     * @param direction 1 to callers, -1 back
     * @param atEnd what to say when there is no other frame
     */
    static void move(Session session, String count, int direction, String atEnd) {
        long steps = count.isEmpty() ? 1 : Frames.number(count);
        Backtrace backtrace = Frames.of(session);
        Frame frame = session.target().selectedFrame();
        int sign = steps < 0 ? -direction : direction;
        for (long left = Math.abs(steps); left > 0; left--) {
            Optional<Frame> next = backtrace.frame(frame.level() + sign);
            if (next.isEmpty()) {
                if (count.isEmpty()) {
                    throw new CommandException(atEnd);
                }
                break;
            }
            frame = next.get();
        }
        session.target().select(frame);
        session.console().println(FrameText.withSource(session, frame));
    }
}

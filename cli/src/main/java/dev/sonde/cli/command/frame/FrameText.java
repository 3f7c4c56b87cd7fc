package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.execution.FrameInfo;
import dev.sonde.cli.execution.FramePlace;
import dev.sonde.engine.unwind.Frame;

/** Frames as gdb writes them. */
public final class FrameText {
    private FrameText() {}

    /** Such as {@code #1  0x0000555555555171 in main ()}. */
    public static String of(Session session, Frame frame) {
        return FramePlace.of(session, frame).shown(number(frame), FrameInfo.LOCATION);
    }

    private static String number(Frame frame) {
        StringBuilder text = new StringBuilder("#").append(frame.level());
        do {
            text.append(' ');
        } while (text.length() < 4);
        return text.toString();
    }

    /** The frame with its number, and on a second line the source. */
    static String withSource(Session session, Frame frame) {
        return FramePlace.of(session, frame).shown(number(frame), FrameInfo.SOURCE_AND_LOCATION);
    }

    /** The function's name as in the source; {@code ??} if it has none. */
    static String function(Session session, Frame frame) {
        return FramePlace.of(session, frame).function();
    }
}

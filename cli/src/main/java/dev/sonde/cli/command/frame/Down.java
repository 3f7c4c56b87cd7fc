package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code down [N]}. */
final class Down extends Command {
    Down() {
        super(Topic.STACK, "Select and print the frame one level inward, to the frame of the function called.");
    }

    @Override
    public String details() {
        return "Usage: down [N]\nWith N, go N levels inward, or as far as there are frames.";
    }

    @Override
    public void run(Session session, String arguments) {
        FrameWalk.move(session, arguments, -1, "Bottom (innermost) frame selected; you can't go down.");
    }
}

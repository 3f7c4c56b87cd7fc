package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code up [N]}. */
final class Up extends Command {
    Up() {
        super(Topic.STACK, "Select and print the frame one level outward, to the frame of the caller.");
    }

    @Override
    public String details() {
        return "Usage: up [N]\nWith N, go N levels outward, or as far as there are frames.";
    }

    @Override
    public void run(Session session, String arguments) {
        FrameWalk.move(session, arguments, +1, "Initial frame selected; you can't go up.");
    }
}

package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.engine.unwind.Frame;

/** {@code frame [N]}. */
final class SelectFrame extends Command {
    SelectFrame() {
        super(Topic.STACK, "Select and print a frame.");
    }

    @Override
    public String details() {
        return "Usage: frame [[level] N]\nWithout N, print the selected frame. Frame 0 is the innermost.";
    }

    @Override
    public boolean takesUnknownWords() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) {
        Words words = new Words(arguments);
        boolean named = words.take("level");
        if (words.isEmpty()) {
            if (named) {
                throw new CommandException("Missing argument: the level of a frame.");
            }
        } else {
            int level = Frames.number(words.rest());
            Frame frame = Frames.of(session)
                    .frame(level)
                    .orElseThrow(() -> new CommandException("No frame at level " + level + "."));
            session.target().select(frame);
        }
        session.console().println(FrameText.withSource(session, Frames.selected(session)));
    }
}

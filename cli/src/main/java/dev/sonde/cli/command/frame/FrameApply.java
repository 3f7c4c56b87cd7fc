package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.ApplyFlags;
import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.SettingOptions;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.engine.target.Target;
import dev.sonde.engine.unwind.Backtrace;
import dev.sonde.engine.unwind.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code frame apply all|COUNT|-COUNT|level LEVEL... COMMAND}, and {@code faas COMMAND}. */
final class FrameApply extends Command {
    private final boolean allSilently;

    /** @param allSilently whether it is {@code frame apply all -s} */
    FrameApply(boolean allSilently) {
        super(
                Topic.STACK,
                allSilently
                        ? "Carry out a command for every frame, silent where it fails or says nothing."
                        : "Carry out a command for some frames.");
        this.allSilently = allSilently;
    }

    @Override
    public String details() {
        return allSilently ? "Usage: faas COMMAND\nThe same as \"frame apply all -s COMMAND\"." : """
                Usage: frame apply all|COUNT|-COUNT|level LEVEL... [-q] [-s] [-c] [-past-main [on|off]] [-past-entry [on|off]] COMMAND
                COUNT means the innermost frames, -COUNT the outermost, level those at these levels.
                -q leaves out the frames, -s those for which the command fails or says nothing;
                -c goes on after an error.""";
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        if (allSilently) {
            if (arguments.isEmpty()) {
                throw new CommandException("Please specify a command to apply on all frames");
            }
            session.execute("frame apply all -s " + arguments);
            return;
        }
        if (!session.target().hasProcess()) {
            throw new CommandException("No stack.");
        }
        Words words = new Words(arguments);
        if (words.isEmpty()) {
            throw new CommandException("Missing COUNT argument.");
        }
        String which = countOrLevels(words);
        ApplyFlags flags = ApplyFlags.take(words);
        SettingOptions settings = new SettingOptions(session, SettingOptions.OF_STACKS);
        while (settings.take(words, Set.of()).isPresent()) {
            flags.takeMore(words);
        }
        words.take(SettingOptions.END);
        if (words.isEmpty()) {
            throw new CommandException("Please specify a command to apply on the selected frames");
        }
        String line = words.rest();
        BacktraceOptions.during(
                session, settings, () -> apply(session, frames(session, new Words(which)), flags, line));
    }

    private static void apply(Session session, List<Frame> frames, ApplyFlags flags, String line)
            throws InterruptedException {
        Target target = session.target();
        Frame selected = target.selectedFrame();
        try {
            for (Frame frame : frames) {
                if (!target.hasProcess()) {
                    return;
                }
                target.select(frame);
                flags.apply(session, FrameText.of(session, frame), () -> session.execute(line));
            }
        } finally {
            if (target.hasProcess()) {
                target.select(selected);
            }
        }
    }

    /** Takes the words that say which frames are meant. */
    private static String countOrLevels(Words words) {
        StringBuilder taken = new StringBuilder(words.peek());
        if (words.next().equals("level")) {
            while (!words.isEmpty() && Character.isDigit(words.peek().charAt(0))) {
                taken.append(' ').append(words.next());
            }
        }
        return taken.toString();
    }

    private static List<Frame> frames(Session session, Words words) {
        Backtrace backtrace = Frames.of(session);
        if (words.take("all")) {
            return backtrace.all();
        }
        if (words.take("level")) {
            return levels(backtrace, words);
        }
        int count = Frames.number(words.next());
        if (count >= 0) {
            List<Frame> innermost = new ArrayList<>();
            for (int level = 0; level < count; level++) {
                backtrace.frame(level).ifPresent(innermost::add);
            }
            return innermost;
        }
        List<Frame> all = backtrace.all();
        return all.subList(Math.max(0, all.size() + count), all.size());
    }

    private static List<Frame> levels(Backtrace backtrace, Words words) {
        List<Frame> frames = new ArrayList<>();
        boolean any = false;
        while (!words.isEmpty() && Character.isDigit(words.peek().charAt(0))) {
            any = true;
            String word = words.next();
            int dash = word.indexOf('-');
            int first = Frames.number(dash < 0 ? word : word.substring(0, dash));
            int last = dash < 0 ? first : Frames.number(word.substring(dash + 1));
            for (int level = first; level <= last; level++) {
                int wanted = level;
                frames.add(backtrace
                        .frame(level)
                        .orElseThrow(() -> new CommandException("No frame at level " + wanted + ".")));
            }
        }
        if (!any) {
            throw new CommandException("Missing or invalid LEVEL... argument");
        }
        return frames;
    }
}

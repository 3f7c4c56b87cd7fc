package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.unwind.Backtrace;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.unwind.UnwindEnd;
import java.util.List;
import java.util.Optional;

/** {@code backtrace [N | -N]}. */
final class BacktraceCommand extends Command {
    BacktraceCommand() {
        super(Topic.STACK, "Print a line for each active call, the innermost first.");
    }

    @Override
    public String details() {
        return "Usage: backtrace [N | -N]\nWith N, only the N innermost calls; with -N, only the N outermost.";
    }

    @Override
    public void run(Session session, String arguments) {
        Backtrace backtrace = Frames.of(session);
        int count = arguments.isEmpty() ? Integer.MAX_VALUE : Frames.number(arguments);
        if (count < 0) {
            List<Frame> all = backtrace.all();
            all.subList(Math.max(0, all.size() + count), all.size()).forEach(frame -> print(session, frame));
            printEnd(session, backtrace);
            return;
        }
        for (int level = 0; level < count; level++) {
            Optional<Frame> frame = backtrace.frame(level);
            if (frame.isEmpty()) {
                printEnd(session, backtrace);
                return;
            }
            print(session, frame.get());
        }
        if (backtrace.frame(count).isPresent()) {
            session.console().println("(More stack frames follow...)");
        } else {
            printEnd(session, backtrace);
        }
    }

    private static void print(Session session, Frame frame) {
        session.console().println(FrameText.of(session, frame));
    }

    private static void printEnd(Session session, Backtrace backtrace) {
        backtrace
                .end()
                .filter(UnwindEnd::isError)
                .ifPresent(end -> session.console().println("Backtrace stopped: " + end.text()));
    }
}

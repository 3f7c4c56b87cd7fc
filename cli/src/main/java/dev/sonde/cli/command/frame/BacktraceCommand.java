package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.variable.VariableLines;
import dev.sonde.engine.unwind.Backtrace;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.unwind.UnwindEnd;
import java.util.List;
import java.util.Optional;

/** {@code backtrace [OPTION]... [full] [N | -N]}. */
final class BacktraceCommand extends Command {
    /** What gdb puts before each variable. */
    private static final String INDENT = " ".repeat(8);

    BacktraceCommand() {
        super(Topic.STACK, "Print a line for each active call, the innermost first.");
    }

    @Override
    public String details() {
        return """
                Usage: backtrace [OPTION]... [full] [N | -N]
                With N, only the N innermost calls; with -N, only the N outermost.
                -full, or full, prints the local variables of each call too.
                -frame-arguments all|scalars|none|presence says which arguments are printed.
                -frame-info auto|source-line|location|source-and-location|location-and-address|short-location says what is
                printed of each, -entry-values what of the arguments on entry, as the settings of these names.
                -past-main [on|off] and -past-entry [on|off] say whether to go on beyond main and the entry point.""";
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        BacktraceOptions options = BacktraceOptions.parse(session, arguments);
        options.during(session, () -> print(session, options));
    }

    private static void print(Session session, BacktraceOptions options) {
        Backtrace backtrace = Frames.of(session);
        int count = options.count(session);
        if (count < 0) {
            List<Frame> all = backtrace.all();
            all.subList(Math.max(0, all.size() + count), all.size()).forEach(frame -> print(session, frame, options));
            printEnd(session, backtrace);
            return;
        }
        for (int level = 0; level < count; level++) {
            Optional<Frame> frame = backtrace.frame(level);
            if (frame.isEmpty()) {
                printEnd(session, backtrace);
                return;
            }
            print(session, frame.get(), options);
        }
        if (backtrace.frame(count).isEmpty()) {
            printEnd(session, backtrace);
        } else if (session.console().isInteractive()) {
            session.console().println("(More stack frames follow...)");
        }
    }

    private static void print(Session session, Frame frame, BacktraceOptions options) {
        session.console().println(FrameText.of(session, frame));
        if (options.isFull()) {
            VariableLines.locals(session, frame, INDENT).forEach(session.console()::println);
        }
    }

    private static void printEnd(Session session, Backtrace backtrace) {
        backtrace
                .end()
                .filter(UnwindEnd::isError)
                .ifPresent(end -> session.console().println("Backtrace stopped: " + end.text()));
    }
}

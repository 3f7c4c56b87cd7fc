package dev.sonde.engine.target;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.unwind.Backtrace;
import dev.sonde.engine.unwind.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The thread and the frame that the user looks at. */
final class Selection {
    private @Nullable InferiorThread thread;
    private int level;

    /** Nothing is selected: the process is another one, or gone. */
    void clear() {
        thread = null;
        level = 0;
    }

    /** The process runs: its frames change. */
    void innermost() {
        level = 0;
    }

    /** Selects the innermost frame of {@code selected}. */
    void thread(InferiorThread selected) {
        thread = selected;
        level = 0;
    }

    /** Selects {@code frame}, and its thread. */
    void frame(Frame frame) {
        thread = frame.thread();
        level = frame.level();
    }

    /** The selected thread; if there is none or it has ended, another one of {@code process}. */
    InferiorThread thread(Inferior process) {
        InferiorThread known = thread;
        if (known == null || process.thread(known.tid()).isEmpty()) {
            List<InferiorThread> threads = process.threads();
            if (threads.isEmpty()) {
                throw new DebugException("The program is not being run.");
            }
            known = threads.getFirst();
            thread = known;
        }
        return known;
    }

    /** The selected frame among those of the selected thread. */
    Frame frame(Backtrace backtrace) {
        return backtrace.frame(level).orElseGet(backtrace::innermost);
    }
}

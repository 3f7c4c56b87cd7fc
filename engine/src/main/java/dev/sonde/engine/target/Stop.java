package dev.sonde.engine.target;

import dev.sonde.engine.inferior.InferiorThread;
import java.util.List;

/** How a run of a {@link Target} ended. */
public sealed interface Stop {
    /**
     * The process stopped, all its threads with it.
     *
     * @param threads those with a reason of their own, the one that stopped the others first; never empty
     */
    record Stopped(List<ThreadReasons> threads) implements Stop {
        public Stopped {
            threads = List.copyOf(threads);
            if (threads.isEmpty()) {
                throw new IllegalArgumentException("a stop needs a thread that caused it");
            }
        }

        /** A stop that one thread caused, for one reason. */
        public static Stopped of(InferiorThread thread, StopReason reason) {
            return new Stopped(List.of(new ThreadReasons(thread, List.of(reason))));
        }

        /** The thread that stopped the others. */
        public InferiorThread thread() {
            return threads.getFirst().thread();
        }

        /** Why that thread stopped. */
        public List<StopReason> reasons() {
            return threads.getFirst().reasons();
        }
    }

    /**
     * The process ended by itself.
     *
     * @param code its exit code, 0 to 255
     */
    record Exited(int code) implements Stop {}

    /**
     * The process was ended by a signal.
     *
     * @param signal the signal's number
     * @param coreDumped whether the kernel wrote a core file
     */
    record Killed(int signal, boolean coreDumped) implements Stop {}

    /**
     * A thread that stopped, and why.
     *
     * @param reasons never empty
     */
    record ThreadReasons(InferiorThread thread, List<StopReason> reasons) {
        public ThreadReasons {
            reasons = List.copyOf(reasons);
        }
    }
}

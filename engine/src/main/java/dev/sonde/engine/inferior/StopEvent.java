package dev.sonde.engine.inferior;

import java.util.List;

/** How a resumption ended. */
public sealed interface StopEvent {
    /**
     * The process stopped, all its threads with it.
     *
     * @param stops the threads that had a reason of their own, the one that stopped the others first; never empty
     */
    record Stopped(List<ThreadStop> stops) implements StopEvent {
        public Stopped {
            stops = List.copyOf(stops);
            if (stops.isEmpty()) {
                throw new IllegalArgumentException("a stop needs a thread that caused it");
            }
        }

        /** The thread that stopped the others, and why. */
        public ThreadStop first() {
            return stops.getFirst();
        }
    }

    /**
     * The process ended by itself.
     *
     * @param code its exit code, 0 to 255
     */
    record Exited(int code) implements StopEvent {}

    /**
     * The process was ended by a signal.
     *
     * @param signal the signal's number
     * @param coreDumped whether the kernel wrote a core file
     */
    record Killed(int signal, boolean coreDumped) implements StopEvent {}

    /**
     * A thread that stopped, and why: a step that ends on a breakpoint and fires a watchpoint has three causes.
     *
     * @param causes never empty
     */
    record ThreadStop(InferiorThread thread, List<StopCause> causes) {
        public ThreadStop {
            causes = List.copyOf(causes);
            if (causes.isEmpty()) {
                throw new IllegalArgumentException("a thread stops for a cause");
            }
        }
    }
}

package dev.sonde.engine.inferior;

/** Decides after each single step whether another one follows, without a stop in between. */
@FunctionalInterface
public interface StepControl {
    /**
     * Whether to step once more.
     *
     * @param thread the thread that has just executed one instruction; called on the thread that drives the process
     */
    boolean stepAgain(InferiorThread thread);

    /** One step. */
    static StepControl once() {
        return thread -> false;
    }

    /** {@code count} steps, at least one. For one resumption: it counts. */
    static StepControl times(long count) {
        return new StepControl() {
            private long left = count;

            @Override
            public boolean stepAgain(InferiorThread thread) {
                return --left > 0;
            }
        };
    }
}
